// SPDX-License-Identifier: Apache-2.0
// What the neighbours said, what is best of it, and what the neighbours are told.
/**
 * What the neighbours said (Adj-RIB-In), what is best of it (Loc-RIB), and what the neighbours are told (Adj-RIB-Out). One thread owns it; nothing here blocks,
 * waits or reads a clock. It works off one message at a time and otherwise in bounded turns, so that whoever shares the thread is never held up.
 * Sources: RFC 4271 §9, 4456, 4724, 7606, 7911, 8212, 8326, 9234, 9494; spec section 5 for the order of the decision.
 */
package io.eightfold.bgp8.rib;
