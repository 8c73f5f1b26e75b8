// SPDX-License-Identifier: Apache-2.0
// RTRlib's table, in C.
package io.eightfold.perf.whois8;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.eightfold.perf.peer.PerfLibrary;
import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.validation.Verdict;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** What stock daemons ask for the validity of a route, with the same registry and the same routes. Thread: the one that measures. */
final class RtrlibPeer implements AutoCloseable {
    private static final int ACTIVE = RecordStatus.ACTIVE.code();

    /** How a registry of IPv8 is told to RTRlib. */
    enum Form {
        /**
         * The 64 bits of a prefix are the first of an IPv6 prefix. What is not active is told as AS0, the record of a revoked ASN as AS0 of all its addresses. All answers are
         * the same as ours.
         */
        WHOLE("ipv6", 6),
        /**
         * As RTR carries it to stock routers: the host part is an IPv4 prefix, the ASN its origin; what is not active is not told. Many ASNs have one host prefix, so that a
         * route without a record is invalid there and not-found here: only valid, or not, is the same.
         */
        HOST("ipv4", 4);

        private final String label;
        private final int code;

        Form(final String label, final int code) {
            this.label = label;
            this.code = code;
        }

        /** In the keys of results. */
        String label() {
            return label;
        }
    }

    private final Form form;
    private final Queries queries;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment prefixes;
    private final MemorySegment lengths;
    private final long handle;
    private int records;

    /** Bound when the library is there. */
    private static final class Calls {
        static final MethodHandle CREATE = RtrlibLibrary.function("pr_create", FunctionDescriptor.of(JAVA_LONG, JAVA_INT));
        static final MethodHandle ADD = RtrlibLibrary.function("pr_add", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_INT));
        static final MethodHandle VALIDATE = RtrlibLibrary.function("pr_validate", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, JAVA_INT));
        static final MethodHandle RUN = RtrlibLibrary.function("pr_run", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT));
        static final MethodHandle FREE = RtrlibLibrary.function("pr_free", FunctionDescriptor.ofVoid(JAVA_LONG));
    }

    /**
     * Fills its table and copies the routes to ask for.
     *
     * @throws IllegalStateException when RTRlib is missing or refuses a prefix
     */
    RtrlibPeer(final Form form, final GeneratedRegistry registry, final Queries queries) {
        RtrlibLibrary.load();
        this.form = form;
        this.queries = queries;
        // The copies start at a cache line, as arrays in the heap all but do.
        prefixes = arena.allocate((long) queries.count() * Long.BYTES, 64);
        lengths = arena.allocate(queries.count(), 64);
        MemorySegment.copy(queries.prefixes(), 0, prefixes, JAVA_LONG, 0, queries.count());
        MemorySegment.copy(queries.lengths(), 0, lengths, JAVA_BYTE, 0, queries.count());
        try {
            handle = (long) Calls.CREATE.invokeExact(form.code);
            if (handle < 0) {
                throw new IllegalStateException("RTRlib's table was not created: errno " + -handle);
            }
            fill(registry);
        } catch (final IllegalStateException refused) {
            throw refused;
        } catch (final Throwable fault) {
            throw PerfLibrary.unexpected(fault);
        }
    }

    private void fill(final GeneratedRegistry registry) throws Throwable {
        try (Arena own = Arena.ofConfined()) {
            final Told told = new Told(own, registry.records());
            for (int i = 0; i < registry.asnCount(); i++) {
                tell(registry, i, told);
            }
            final int code = (int) Calls.ADD.invokeExact(handle, told.prefixes, told.lengths, told.maxLengths, told.origins, told.count);
            if (code != 0) {
                close();
                throw new IllegalStateException("RTRlib refused a prefix: errno " + -code + "; no rate is reported");
            }
            records = told.count;
        }
    }

    private void tell(final GeneratedRegistry registry, final int index, final Told told) {
        final boolean isWhole = form == Form.WHOLE;
        final int asn = registry.asn(index);
        if (registry.asnStatus(index) != ACTIVE) {
            if (isWhole) {
                told.add(asn, 0, 0, Integer.SIZE, 0);
            }
            return;
        }
        final int first = index * GeneratedRegistry.ROUTES_PER_ASN;
        for (int route = first; route < first + GeneratedRegistry.ROUTES_PER_ASN; route++) {
            final boolean isActive = registry.status(route) == ACTIVE;
            if (isActive || isWhole) {
                told.add(asn, registry.host(route), registry.length(route), registry.maxLength(route), isActive ? asn : 0);
            }
        }
    }

    /** Arrays as C takes them. */
    private static final class Told {
        private final MemorySegment prefixes;
        private final MemorySegment lengths;
        private final MemorySegment maxLengths;
        private final MemorySegment origins;
        private int count;

        Told(final Arena arena, final int capacity) {
            prefixes = arena.allocate(JAVA_LONG, capacity);
            lengths = arena.allocate(capacity);
            maxLengths = arena.allocate(capacity);
            origins = arena.allocate(JAVA_INT, capacity);
        }

        void add(final int asn, final int host, final int length, final int maxLength, final int origin) {
            prefixes.setAtIndex(JAVA_LONG, count, (long) asn << Integer.SIZE | host & 0xFFFF_FFFFL);
            lengths.set(JAVA_BYTE, count, (byte) length);
            maxLengths.set(JAVA_BYTE, count, (byte) maxLength);
            origins.setAtIndex(JAVA_INT, count++, origin);
        }
    }

    Form form() {
        return form;
    }

    /** Prefixes in its table. */
    int records() {
        return records;
    }

    /** For results. */
    String description() {
        return "RTRlib pfx_table_validate in C, " + records + " prefixes " + (form == Form.WHOLE ? "of 64 bits as IPv6" : "of the host part as IPv4");
    }

    /** Asks for {@code count} routes from {@code first} on, {@code repeats} times over. */
    void run(final int first, final int count, final int repeats) {
        try {
            final long valid = (long) Calls.RUN.invokeExact(handle, prefixes.asSlice((long) first * Long.BYTES, (long) count * Long.BYTES), lengths.asSlice(first, count),
                count, repeats);
            if (valid < 0 || valid > (long) count * repeats) {
                throw new IllegalStateException("RTRlib calls " + valid + " of " + (long) count * repeats + " routes valid; no rate is reported");
            }
        } catch (final IllegalStateException wrong) {
            throw wrong;
        } catch (final Throwable fault) {
            throw PerfLibrary.unexpected(fault);
        }
    }

    /**
     * Compares all that the form can express with what it must be.
     *
     * @return the answers compared
     * @throws IllegalStateException that names the first wrong one
     */
    int check() {
        try (Arena own = Arena.ofConfined()) {
            final MemorySegment states = own.allocate(queries.count());
            final int code = (int) Calls.VALIDATE.invokeExact(handle, prefixes, lengths, states, queries.count());
            if (code != 0) {
                throw new IllegalStateException("pfx_table_validate failed: errno " + -code + "; no rate is reported");
            }
            for (int i = 0; i < queries.count(); i++) {
                final Verdict found = verdict(states.get(JAVA_BYTE, i));
                final Verdict expected = queries.expectedVerdict(i);
                if (form == Form.WHOLE ? found != expected : found == Verdict.VALID != (expected == Verdict.VALID)) {
                    throw new IllegalStateException("RTRlib (" + form.label + ") calls " + queries.text(i) + ' ' + found.word() + ", expected " + expected.word()
                        + "; no rate is reported");
                }
            }
            return queries.count();
        } catch (final IllegalStateException wrong) {
            throw wrong;
        } catch (final Throwable fault) {
            throw PerfLibrary.unexpected(fault);
        }
    }

    private static Verdict verdict(final int state) {
        return switch (state) {
            case 0 -> Verdict.VALID;
            case 1 -> Verdict.NOT_FOUND;
            default -> Verdict.INVALID;
        };
    }

    @Override
    public void close() {
        try {
            Calls.FREE.invokeExact(handle);
        } catch (final Throwable fault) {
            throw PerfLibrary.unexpected(fault);
        }
        arena.close();
    }
}
