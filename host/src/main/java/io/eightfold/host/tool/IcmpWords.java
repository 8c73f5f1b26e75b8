// SPDX-License-Identifier: Apache-2.0
// ICMP errors in the words and marks that ping and traceroute have always used.
package io.eightfold.host.tool;

import io.eightfold.host.stack.HostNotice;
import io.eightfold.wire.header.IcmpView;
import io.eightfold.wire.header.Ipv8Layout;

/** Types and codes of RFC 792, RFC 1122 section 3.2.2.1 and RFC 1812 section 5.2.7.1, and ICMPv8's own. Thread: any. */
final class IcmpWords {
    private static final int MTU_MASK = 0xFFFF;

    private IcmpWords() {
    }

    /** The error in words, as iputils ping prints it. */
    static String describe(HostNotice.IcmpError error) {
        return switch (error.type()) {
            case IcmpView.UNREACHABLE -> describeUnreachable(error);
            case IcmpView.SOURCE_QUENCH -> "Source Quench";
            case IcmpView.REDIRECT -> "Redirect";
            case IcmpView.TIME_EXCEEDED -> switch (error.code()) {
                case IcmpView.TTL_EXCEEDED -> "Time to live exceeded";
                case IcmpView.REASSEMBLY_TIME_EXCEEDED -> "Frag reassembly time exceeded";
                default -> "Time exceeded, Bad Code: " + error.code();
            };
            case IcmpView.PARAMETER_PROBLEM -> "Parameter problem: pointer = " + (error.rest() >>> 24);
            default -> "Bad ICMP type: " + error.type();
        };
    }

    private static String describeUnreachable(HostNotice.IcmpError error) {
        return switch (error.code()) {
            case IcmpView.NET_UNREACHABLE -> "Destination Net Unreachable";
            case IcmpView.HOST_UNREACHABLE -> "Destination Host Unreachable";
            case IcmpView.PROTOCOL_UNREACHABLE -> "Destination Protocol Unreachable";
            case IcmpView.PORT_UNREACHABLE -> "Destination Port Unreachable";
            case IcmpView.FRAGMENTATION_NEEDED -> "Frag needed and DF set (mtu = " + (error.rest() & MTU_MASK) + ")";
            case IcmpView.SOURCE_ROUTE_FAILED -> "Source Route Failed";
            case IcmpView.NO_ROUTE_TO_ASN -> isVersion8(error) ? "No route to the ASN" : "Destination Net Unknown";
            case 7 -> "Destination Host Unknown";
            case 9 -> "Destination Net Prohibited";
            case 10 -> "Destination Host Prohibited";
            case IcmpView.ADMINISTRATIVELY_PROHIBITED -> "Packet filtered";
            default -> "Dest Unreachable, Bad Code: " + error.code();
        };
    }

    /** The mark traceroute(8) puts behind the time; empty for a hop on the way and for a closed port at the end. */
    static String mark(HostNotice.IcmpError error) {
        if (error.type() == IcmpView.TIME_EXCEEDED) {
            return "";
        }
        if (error.type() != IcmpView.UNREACHABLE) {
            return "!<" + error.type() + "-" + error.code() + ">";
        }
        return switch (error.code()) {
            case IcmpView.NET_UNREACHABLE -> "!N";
            case IcmpView.HOST_UNREACHABLE -> "!H";
            case IcmpView.PROTOCOL_UNREACHABLE -> "!P";
            case IcmpView.PORT_UNREACHABLE -> "";
            case IcmpView.FRAGMENTATION_NEEDED -> "!F-" + (error.rest() & MTU_MASK);
            case IcmpView.SOURCE_ROUTE_FAILED -> "!S";
            case IcmpView.NO_ROUTE_TO_ASN -> isVersion8(error) ? "!A" : "!<6>";
            case IcmpView.ADMINISTRATIVELY_PROHIBITED -> "!X";
            default -> "!<" + error.code() + ">";
        };
    }

    /** Redirect and source quench are about packets that went on their way all the same. */
    static boolean isAdvice(HostNotice.IcmpError error) {
        return error.type() == IcmpView.REDIRECT || error.type() == IcmpView.SOURCE_QUENCH;
    }

    private static boolean isVersion8(HostNotice.IcmpError error) {
        return error.version() == Ipv8Layout.VERSION;
    }
}
