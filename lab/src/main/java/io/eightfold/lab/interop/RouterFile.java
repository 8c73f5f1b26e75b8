// SPDX-License-Identifier: Apache-2.0
// The configuration of the router.
package io.eightfold.lab.interop;

import io.eightfold.lab.topology.Interop;
import io.eightfold.lab.topology.RouterText;
import io.eightfold.lab.topology.Station;
import java.util.stream.Collectors;

/** All rows are neighbours from the start, and each takes what it is told: a policy of its own would hide what the carriers do. Thread: any. */
final class RouterFile {
    private RouterFile() {
    }

    static String of(Station.Router router, String driver) {
        return RouterText.of(router, driver) + """
            !
            route-map ALL permit 10
            !
            router bgp8 %d
             router-id %s
             timers bgp %d %d
             timers connect 1
             graceful-restart restart-time %d
             redistribute api
            %s%s""".formatted(Interop.ROUTER_ASN, Interop.ROUTER_ADDRESS, StockPeer.KEEPALIVE_S, StockPeer.HOLD_TIME_S, StockPeer.RESTART_TIME_S,
            Row.routerRoutes().stream().map(route -> " network " + route.ipv8() + "\n").collect(Collectors.joining()),
            Row.all().stream().map(RouterFile::neighbor).collect(Collectors.joining()));
    }

    private static String neighbor(Row row) {
        return """
             neighbor A remote-as %d
             neighbor A description %s
             neighbor A password %s
             neighbor A carrier %s
             neighbor A route-map ALL in
             neighbor A route-map ALL out
             neighbor A maximum-prefix %d
            """.formatted(row.asn(), row.name(), Row.PASSWORD, row.carrier().word(), Row.MAXIMUM_PREFIXES).replace("neighbor A", "neighbor " + row.address());
    }
}
