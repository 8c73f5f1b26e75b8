// SPDX-License-Identifier: Apache-2.0
// Prefix, as-path and community lists, and the route-maps made of them.
/**
 * Prefix, as-path and community lists, and the route-maps made of them: which routes are taken from a neighbour or told to it, and what is changed on the way. In the
 * words of operators of FRR. Immutable once made; a change of the configuration makes new ones.
 */
package io.eightfold.bgp8.policy;
