// SPDX-License-Identifier: Apache-2.0
// Path attributes as values.
/**
 * Path attributes as values: what is said of a route besides its prefix. All are immutable; equal ones are interchangeable, so that the RIB keeps one of each.
 * Sources: RFC 4271 §5, 1997, 4360, 4456, 8092, 9234; spec section 5 for Cost Factor and 8TO4-ENDPOINT.
 */
package io.eightfold.bgp8.attribute;
