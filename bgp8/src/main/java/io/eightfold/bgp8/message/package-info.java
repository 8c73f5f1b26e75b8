// SPDX-License-Identifier: Apache-2.0
// The messages of BGP8, byte by byte.
/**
 * The messages of BGP8, byte by byte, usable alone: no I/O, no threads, no clock. Decoders never trust a length, never throw for what a peer may send but
 * {@link io.eightfold.bgp8.message.MessageException}, and say with each error what RFC 7606 demands. Sources: RFC 4271, 4724, 4760, 5492, 6286, 6793, 7313, 7606, 7911,
 * 8092, 8654, 8538, 9003, 9072, 9234, 9494; spec section 5 for AFI 0x8008 and the two attributes of IPv8.
 */
package io.eightfold.bgp8.message;
