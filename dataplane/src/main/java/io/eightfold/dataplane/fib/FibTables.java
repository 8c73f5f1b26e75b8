// SPDX-License-Identifier: Apache-2.0
// The forwarding tables of a router: one for each VRF in use.
package io.eightfold.dataplane.fib;

import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.fibprotocol.Vrf;
import java.util.List;

/**
 * A {@link Fib} for each VRF that a port is bound to, and always one for {@link Vrf#DEFAULT}. A packet is looked up in the table of the port it came
 * in by and in no other, so what keeps VRFs apart is that no table holds another's routes. Next-hop records are shared: they name a port.
 * <p>Thread: control, unless said otherwise.
 */
public final class FibTables implements AutoCloseable {
    /** Memory of a table beside DEFAULT's: management and out-of-band networks have few routes. */
    public static final long SMALL_LIMIT_BYTES = NodeArena.MIN_LIMIT_BYTES;

    /** By VRF id; null where no port is bound. */
    private final Fib[] tables = new Fib[Vrf.count()];

    private FibTables(final Fib defaultTable) {
        tables[Vrf.DEFAULT.id()] = defaultTable;
    }

    /** Only DEFAULT's table, which the result owns from now on. Thread: startup. */
    public static FibTables single(final Fib table) {
        return new FibTables(table);
    }

    /**
     * Tables for these ports. Thread: startup.
     * @param limitBytes of DEFAULT's table, see {@link Fib#Fib(long)}.
     */
    public static FibTables of(final List<RouterPort> ports, final long limitBytes) {
        final FibTables made = new FibTables(new Fib(limitBytes));
        for (final RouterPort port : ports) {
            if (!made.has(port.vrf())) {
                made.tables[port.vrf().id()] = new Fib(SMALL_LIMIT_BYTES);
            }
        }
        return made;
    }

    /** Whether a port is bound to the VRF; always true for DEFAULT. Thread: any. */
    public boolean has(final Vrf vrf) {
        return tables[vrf.id()] != null;
    }

    /**
     * The table of a VRF. Thread: any, for the reference.
     * @throws IllegalArgumentException when no port is bound to it.
     */
    public Fib of(final Vrf vrf) {
        final Fib table = tables[vrf.id()];
        if (table == null) {
            throw new IllegalArgumentException("vrf=" + vrf.word() + " has no forwarding table, as no interface is bound to it; bind one and restart the dataplane");
        }
        return table;
    }

    /**
     * The table of a VRF by its number on the wire.
     * @throws IllegalArgumentException when there is no such VRF, or no port is bound to it.
     */
    public Fib of(final int vrfId) {
        return of(Vrf.of(vrfId));
    }

    /** The table that packets from each port are looked up in, by port index. */
    public Fib[] byPort(final List<RouterPort> ports) {
        return ports.stream().map(p -> of(p.vrf())).toArray(Fib[]::new);
    }

    /** A reader of each table for one thread, by VRF id; null where there is no table. Thread: control, or startup. */
    public FibReader[] newReaders() {
        final FibReader[] readers = new FibReader[tables.length];
        for (int i = 0; i < readers.length; i++) {
            readers[i] = tables[i] == null ? null : tables[i].newReader();
        }
        return readers;
    }

    /** Frees what readers have let go of; to be called now and then. */
    public void reclaim() {
        for (final Fib table : tables) {
            if (table != null) {
                table.reclaim();
            }
        }
    }

    /** Frees everything; no thread may read any more. */
    @Override
    public void close() {
        for (final Fib table : tables) {
            if (table != null) {
                table.close();
            }
        }
    }
}
