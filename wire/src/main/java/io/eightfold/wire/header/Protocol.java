// SPDX-License-Identifier: Apache-2.0
// Protocol numbers of the IP header that this router knows.
package io.eightfold.wire.header;

/** Protocol numbers (IANA registry "Assigned Internet Protocol Numbers"), the same in IPv8 and IPv4. */
public final class Protocol {
    /** ICMP, and ICMPv8 under IPv8. */
    public static final int ICMP = 1;
    /** TCP. */
    public static final int TCP = 6;
    /** UDP. */
    public static final int UDP = 17;
    /** OSPF, OSPF8. */
    public static final int OSPF = 89;
    /** For experiments (RFC 3692); a later revision of the draft carries 8to4 under it. */
    public static final int EXPERIMENT_1 = 253;

    private Protocol() {
    }

    /** The lower-case name, or the number where there is no name here. For control code: it may allocate. */
    public static String label(int protocol) {
        return switch (protocol) {
            case ICMP -> "icmp";
            case TCP -> "tcp";
            case UDP -> "udp";
            case OSPF -> "ospf";
            default -> Integer.toString(protocol);
        };
    }
}
