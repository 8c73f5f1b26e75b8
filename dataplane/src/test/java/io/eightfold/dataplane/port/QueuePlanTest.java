// SPDX-License-Identifier: Apache-2.0
// Which way of spreading each kind of device gets, and why.
package io.eightfold.dataplane.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.eightfold.dpdk.EthPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueuePlanTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # wanted   | workers | port | IPv8  | driver        | rx  | tx  | hashes | spread   | rx | tx | first | reason
        AUTO       | 1       | 3    | true  | pci           | 16  | 16  | true   | NONE     | 1  | 1  | 0     | one worker
        SOFTWARE   | 1       | 0    | true  | net_memif     | 255 | 255 | false  | NONE     | 1  | 1  | 0     | one worker
        AUTO       | 2       | 0    | true  | pci           | 16  | 16  | true   | SOFTWARE | 1  | 2  | 0     | the device does not hash IPv8
        AUTO       | 2       | 1    | true  | pci           | 16  | 1   | true   | SOFTWARE | 1  | 1  | 1     | the device does not hash IPv8
        AUTO       | 2       | 1    | false | pci           | 16  | 16  | true   | RSS      | 2  | 2  | 0     | the device hashes IPv4, all that is spoken here
        AUTO       | 4       | 1    | false | pci           | 2   | 2   | true   | SOFTWARE | 1  | 2  | 1     | the device has 2 queues for 4 workers
        AUTO       | 2       | 0    | false | pci           | 16  | 16  | false  | SOFTWARE | 1  | 2  | 0     | the device hashes no flows
        AUTO       | 2       | 5    | false | net_tap       | 16  | 16  | true   | SOFTWARE | 1  | 1  | 1     | the device hashes no flows
        AUTO       | 2       | 0    | true  | net_af_packet | 1   | 1   | false  | SOFTWARE | 1  | 1  | 0     | the device hashes no flows
        AUTO       | 2       | 0    | true  | net_af_packet | 4   | 4   | false  | SOFTWARE | 4  | 4  | 0     | the device hashes no flows
        AUTO       | 2       | 0    | true  | net_null      | 999 | 999 | false  | SOFTWARE | 1  | 2  | 0     | the device hashes no flows
        RSS        | 2       | 1    | true  | net_af_packet | 2   | 2   | false  | RSS      | 2  | 2  | 0     | configured
        RSS        | 2       | 1    | true  | net_pcap      | 1   | 1   | false  | RSS      | 2  | 2  | 0     | configured; the device hashes no flows, so they may all come by one queue
        SOFTWARE   | 3       | 4    | false | pci           | 16  | 16  | true   | SOFTWARE | 1  | 3  | 1     | configured
        NONE       | 3       | 4    | true  | net_memif     | 255 | 255 | false  | NONE     | 1  | 1  | 1     | configured
        """)
    void shouldChooseByDeviceAndWhatIsSpoken(final WorkerSpread wanted, final int workers, final int port, final boolean hasIpv8, final String driver,
                                             final int maxRx, final int maxTx, final boolean hashes, final WorkerSpread spread, final int rx,
                                             final int tx, final int first, final String reason) {
        assertEquals(new QueuePlan(spread, reason, rx, tx, first),
            QueuePlan.of(wanted, workers, port, hasIpv8, driver, new EthPort.Info(driver, 1, maxRx, maxTx, 68, 9000, hashes)));
    }

    @Test
    void shouldDivideTheQueuesAmongTheWorkersFromTheFirstOn() {
        final QueuePlan plan = new QueuePlan(WorkerSpread.SOFTWARE, "configured", 4, 4, 2);
        assertEquals(2, plan.receiver(0, 3));
        assertEquals(0, plan.receiver(1, 3));
        assertEquals(1, plan.receiver(2, 3));
        assertEquals(2, plan.receiver(3, 3));
    }

    @Test
    void shouldAskForAQueueAWorkerOnlyWhereTheDeviceChooses() {
        assertEquals(4, QueuePlan.queuesToAttach(WorkerSpread.RSS, 4));
        for (final WorkerSpread one : new WorkerSpread[] {WorkerSpread.AUTO, WorkerSpread.SOFTWARE, WorkerSpread.NONE}) {
            assertEquals(1, QueuePlan.queuesToAttach(one, 4));
        }
    }

    @Test
    void shouldNotTakeAWishForAPlan() {
        assertThrows(IllegalArgumentException.class, () -> new QueuePlan(WorkerSpread.AUTO, "", 1, 1, 0));
    }
}
