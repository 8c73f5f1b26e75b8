// SPDX-License-Identifier: Apache-2.0
// Counters as people read them.
package io.eightfold.whois8.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class CounterSetTest {
    private final CounterSet<EndReason> ended = new CounterSet<>(EndReason.class);

    @Test
    void shouldSayWhatIsNotZeroByTheWordsOfTheOperator() {
        ended.count(EndReason.PEER_CLOSED);
        ended.count(EndReason.ANSWERED);
        ended.count(EndReason.PEER_CLOSED);
        assertEquals("{answered=1, peer-closed=2}", ended.toString());
        assertEquals(3, ended.sum());
    }

    @Test
    void shouldNameAllCountersInTheOrderOfTheirDeclaration() {
        assertEquals(List.of(EndReason.values()).stream().map(EndReason::word).toList(), List.copyOf(ended.byWord().keySet()));
    }
}
