// SPDX-License-Identifier: Apache-2.0
// Header, library and bindings describe one interface.
package io.eightfold.dpdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BindingTest {
    private static String text;

    @BeforeAll
    static void readHeader() throws Exception {
        NativeLibrary.load();
        text = Files.readString(Path.of(System.getProperty("eightfold.shim.header")));
    }

    @Test
    void shouldBindEveryFunctionAndStructAsTheHeaderDeclaresThem() throws Exception {
        final ShimHeader header = ShimHeader.parse(text);

        assertFalse(header.functions().isEmpty() || header.structs().isEmpty(), "the header was read");
        assertEquals(List.of(), BindingComparison.differences(header));
    }

    @Test
    void shouldFindEveryFunctionInTheLibrary() {
        final Path library = Path.of(System.getProperty(NativeLibrary.DIRECTORY_PROPERTY), "libeightfold.so");
        try (Arena arena = Arena.ofConfined()) {
            final SymbolLookup symbols = SymbolLookup.libraryLookup(library, arena);
            for (final String name : ShimHeader.parse(text).functions().keySet()) {
                assertTrue(symbols.find(name).isPresent(), name + " is in the header and not in " + library);
            }
        }
    }

    /** The comparison is worth what it notices: one change of the header each, and the words that must name it. */
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
        uint64_t ef_tsc(void);                  | uint32_t ef_tsc(void);                  | ef_tsc
        int32_t ef_thread_pin(int32_t cpu);     | int32_t ef_thread_pin(int64_t cpu);     | ef_thread_pin
        int32_t ef_thread_cpu(void);            | int32_t ef_thread_cpu(int32_t cpu);     | ef_thread_cpu
        int32_t ef_thread_cpu(void);            | ;                                       | not a declaration
        int32_t ef_tx(struct ef_tx_group *group); | int64_t ef_tx(struct ef_tx_group *group); | Turn.TX
        uint64_t *mbufs, uint32_t count);       | uint64_t *mbufs, uint64_t count);       | Turn.FREE
        void ef_tap_close(int32_t fd);          | void ef_tap_close(int32_t fd); void ef_new(void); | function ef_new has no binding
        void ef_thread_unregister(void);        | void ef_thread_away(void);              | binding ef_thread_unregister has no function
        struct ef_link {                        | struct ef_wire { uint32_t up; }; struct ef_link { | struct ef_wire has no binding
        uint16_t full_duplex;                   | uint32_t full_duplex;                   | ef_link.full_duplex type
        uint16_t full_duplex;                   | uint16_t full_duplex; uint32_t lanes;   | ef_link size
        uint16_t rx_queues;                     | uint16_t rx_rings;                      | ef_port_config fields
        char driver[32];                        | char driver[40];                        | ef_port_info.device offset
        #define EF_BURST_MAX 64                 | #define EF_BURST_MAX 128                | EF_BURST_MAX
        #define EF_ABI 2                        | #define EF_ABI 3                        | EF_ABI
        """)
    void shouldNoticeAHeaderThatChangedAlone(final String from, final String to, final String named) throws Exception {
        assertTrue(text.contains(from), "the header holds: " + from);
        final String changed = text.replace(from, to);
        if (named.equals("not a declaration")) {
            final Exception refused = assertThrows(IllegalArgumentException.class, () -> ShimHeader.parse(changed));
            assertTrue(refused.getMessage().contains(";"), refused.getMessage());
            return;
        }
        final List<String> differences = BindingComparison.differences(ShimHeader.parse(changed));

        assertTrue(differences.stream().anyMatch(d -> d.contains(named)), () -> "expected a line with '" + named + "' in " + differences);
    }
}
