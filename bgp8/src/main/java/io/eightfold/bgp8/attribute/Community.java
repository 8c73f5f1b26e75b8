// SPDX-License-Identifier: Apache-2.0
// Communities with a meaning for all, and their text.
package io.eightfold.bgp8.attribute;

/** Communities with a meaning for all, and their text. Source: IANA "BGP Well-known Communities". Thread: any. */
public final class Community {
    /** RFC 8326: drain this path. */
    public static final int GRACEFUL_SHUTDOWN = 0xFFFF_0000;
    /** RFC 9494. */
    public static final int LLGR_STALE = 0xFFFF_0006;
    /** RFC 9494. */
    public static final int NO_LLGR = 0xFFFF_0007;
    /** RFC 7999. */
    public static final int BLACKHOLE = 0xFFFF_029A;
    /** RFC 1997: not outside the confederation. */
    public static final int NO_EXPORT = 0xFFFF_FF01;
    /** RFC 1997: to nobody. */
    public static final int NO_ADVERTISE = 0xFFFF_FF02;
    /** RFC 1997: not outside the AS. */
    public static final int NO_EXPORT_SUBCONFED = 0xFFFF_FF03;

    private Community() {
    }

    /** Its name, or {@code ASN:VALUE}. */
    public static String text(final int community) {
        return switch (community) {
            case GRACEFUL_SHUTDOWN -> "graceful-shutdown";
            case LLGR_STALE -> "llgr-stale";
            case NO_LLGR -> "no-llgr";
            case BLACKHOLE -> "blackhole";
            case NO_EXPORT -> "no-export";
            case NO_ADVERTISE -> "no-advertise";
            case NO_EXPORT_SUBCONFED -> "local-AS";
            default -> (community >>> 16) + ":" + (community & 0xFFFF);
        };
    }

    /**
     * Reads what {@link #text} writes.
     *
     * @throws IllegalArgumentException when it is neither a name nor two numbers of 16 bits
     */
    public static int parse(final String text) {
        return switch (text) {
            case "graceful-shutdown" -> GRACEFUL_SHUTDOWN;
            case "llgr-stale" -> LLGR_STALE;
            case "no-llgr" -> NO_LLGR;
            case "blackhole" -> BLACKHOLE;
            case "no-export" -> NO_EXPORT;
            case "no-advertise" -> NO_ADVERTISE;
            case "local-AS" -> NO_EXPORT_SUBCONFED;
            default -> numbers(text);
        };
    }

    private static int numbers(final String text) {
        if (!text.matches("[0-9]{1,5}:[0-9]{1,5}")) {
            throw new IllegalArgumentException("community '" + text + "' is neither ASN:VALUE nor a name such as no-export");
        }
        final int colon = text.indexOf(':');
        return half(text, text.substring(0, colon)) << 16 | half(text, text.substring(colon + 1));
    }

    private static int half(final String text, final String number) {
        final int value = Integer.parseInt(number);
        if (value > 0xFFFF) {
            throw new IllegalArgumentException("community '" + text + "': " + value + " is above 65535; larger ASNs need a large community");
        }
        return value;
    }
}
