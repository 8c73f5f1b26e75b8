// SPDX-License-Identifier: Apache-2.0
// Configuration of ExaBGP.
package io.eightfold.lab.interop;

import io.eightfold.lab.topology.Interop;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** For ExaBGP 4.2: what it is to say comes from a file that grows, what it hears goes to another one. Thread: any. */
final class ExabgpText {
    private static final long TWO_BYTE_MASK = 0xFFFF;

    private ExabgpText() {
    }

    static String of(Row row, StockPeer.Setup setup, Path commands, Path recorder) {
        return """
            # Written by `ipv8 lab`.
            process send { run /usr/bin/tail -n +1 -f %s; encoder text; }
            process receive { run /bin/sh %s; encoder json; }
            neighbor %s {
              router-id %s; local-address %s; local-as %d; peer-as %d;
              hold-time %d;
              md5-password "%s";
              family { %s; }
              capability { route-refresh enable; graceful-restart %d; asn4 enable; }
              api { processes [ send, receive ]; neighbor-changes; receive { parsed; update; } }
              static {
            %s  }
            }
            """.formatted(commands, recorder, Interop.ROUTER_ADDRESS, row.address(), row.address(), row.asn(), Interop.ROUTER_ASN, StockPeer.HOLD_TIME_S,
            setup.password(), family(row), StockPeer.RESTART_TIME_S,
            setup.routes().stream().map(route -> "    " + route(row, route) + ";\n").collect(Collectors.joining()));
    }

    /** The script of the process that writes down what is heard; one that closes its output is taken for dead and started again. */
    static String recorder(Path heard) {
        return "exec 3>&1 >" + heard + "\nexec cat\n";
    }

    /** As it names the carrier's address family. */
    static String family(Row row) {
        return row.carrier() == PeerCarrier.VPNV4 ? "ipv4 mpls-vpn" : "ipv4 unicast";
    }

    /** A route, in the file and behind {@code announce} and {@code withdraw}. */
    static String route(Row row, PeerRoute route) {
        String text = "route " + route.prefix() + " next-hop " + row.address();
        return switch (row.carrier()) {
            case VPNV4 -> text + " rd " + route.rd() + " label 3 extended-community [ " + (route.asn() > TWO_BYTE_MASK ? "target4:" : "target:") + route.rd() + " ]";
            case IPV4 -> route.asn() == 0 ? text : text + " large-community [ " + row.asn() + ":" + route.asn() + ":0 ]";
        };
    }
}
