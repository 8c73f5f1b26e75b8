// SPDX-License-Identifier: Apache-2.0
// Router ports without a device, for tests of what only reads them.
package io.eightfold.dataplane.testing;

import io.eightfold.dataplane.port.Border;
import io.eightfold.dataplane.port.QueuePlan;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dpdk.EthPort;
import io.eightfold.dpdk.TapDevice;
import io.eightfold.fibprotocol.Vrf;
import io.eightfold.wire.address.InterfaceAddress;
import java.util.Arrays;
import java.util.List;

/** Makes ports from text. Port {@code i} has MAC 02:00:00:00:0i:01. */
public final class TestPorts {
    public static final int MTU = 1500;

    private TestPorts() {
    }

    public static long mac(final int index) {
        return 0x02_00_00_00_00_01L | (long) index << 8;
    }

    /** A port that has no device behind it. */
    public static RouterPort port(final int index, final String... addresses) {
        return port(index, 0, null, MTU, null, Vrf.DEFAULT, addresses);
    }

    /** A port on a started device. */
    public static RouterPort port(final int index, final int dpdkId, final EthPort device, final int mtuBytes, final TapDevice tap, final Vrf vrf,
                                  final String... addresses) {
        return port(index, dpdkId, device, mtuBytes, tap, QueuePlan.single(), vrf, addresses);
    }

    /** A port on a started device, external unless {@code border} is null. */
    public static RouterPort port(final int index, final int dpdkId, final EthPort device, final int mtuBytes, final TapDevice tap, final Vrf vrf,
                                  final Border border, final String... addresses) {
        return port(index, dpdkId, device, mtuBytes, tap, QueuePlan.single(), vrf, border, addresses);
    }

    /** A port on a started device that several workers may receive from. */
    public static RouterPort port(final int index, final int dpdkId, final EthPort device, final int mtuBytes, final TapDevice tap, final QueuePlan queues,
                                  final Vrf vrf, final String... addresses) {
        return port(index, dpdkId, device, mtuBytes, tap, queues, vrf, null, addresses);
    }

    private static RouterPort port(final int index, final int dpdkId, final EthPort device, final int mtuBytes, final TapDevice tap, final QueuePlan queues,
                                   final Vrf vrf, final Border border, final String... addresses) {
        final List<InterfaceAddress> own = Arrays.stream(addresses).map(InterfaceAddress::parse).toList();
        return new RouterPort(index, "p" + index, dpdkId, device, mac(index), mtuBytes, 0x8080,
            own.stream().filter(a -> !a.address().isIpv4()).toList(), own.stream().filter(a -> a.address().isIpv4()).toList(), tap, tap != null, queues, vrf, border);
    }
}
