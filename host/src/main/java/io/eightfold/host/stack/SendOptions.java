// SPDX-License-Identifier: Apache-2.0
// Header fields a sender may choose.
package io.eightfold.host.stack;

/**
 * Choices for an outgoing packet.
 *
 * @param ttl          time to live, 1 to 255
 * @param dontFragment whether DF is set; a packet above the MTU is then refused instead of fragmented
 */
public record SendOptions(int ttl, boolean dontFragment) {
    public static final int DEFAULT_TTL = 64;
    public static final SendOptions DEFAULT = new SendOptions(DEFAULT_TTL, false);

    public SendOptions {
        if (ttl < 1 || ttl > 255) {
            throw new IllegalArgumentException("ttl=" + ttl + " is outside 1 to 255; choose one inside");
        }
    }
}
