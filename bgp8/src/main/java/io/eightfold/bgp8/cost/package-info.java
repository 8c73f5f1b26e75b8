// SPDX-License-Identifier: Apache-2.0
// The Cost Factor of a session, measured and damped.
/**
 * The Cost Factor of a session: what the way to a neighbour costs, measured and damped. Source: spec section 5.
 */
package io.eightfold.bgp8.cost;
