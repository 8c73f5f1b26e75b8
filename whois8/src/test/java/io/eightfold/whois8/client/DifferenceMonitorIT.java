// SPDX-License-Identifier: Apache-2.0
// Two servers that say the same, and two that do not.
package io.eightfold.whois8.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.whois8.feed.FeedException;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordKey;
import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.validation.Records;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DifferenceMonitorIT {
    private static final long NOW_S = 1_800_000_000L;
    private final AtomicLong clockS = new AtomicLong(NOW_S);
    private final FeedRegistry registry = new FeedRegistry(NOW_S);
    private final FeedRegistry liar = new FeedRegistry(NOW_S, registry.anchorKey());
    private final List<FeedAlarm> heard = new ArrayList<>();
    private TestFeedServer a;
    private TestFeedServer b;
    private FeedSettings settings;
    private DifferenceMonitor monitor;

    @BeforeEach
    void serve() throws IOException {
        registry.put(Records.asn("lab", 64496), Records.asn("lab", 64497), Records.route("lab", "64496.10.1.0.0/16", 16));
        liar.put(Records.asn("lab", 64496), Records.asn("lab", 64498), Records.route("lab", "64496.10.1.0.0/16", 16, RecordStatus.REVOKED, Records.LONG_S));
        a = new TestFeedServer(registry);
        b = new TestFeedServer(registry);
        settings = FeedSettings.of(List.of(a.url(), b.url()), List.of(registry.anchor()), null).with(Duration.ofHours(1), Duration.ofSeconds(1));
        monitor = new DifferenceMonitor(settings, 5, heard::add, clockS::get);
    }

    @AfterEach
    void close() {
        monitor.close();
        a.close();
        b.close();
    }

    @Test
    void shouldBeQuietWhileBothSayTheSame() {
        assertEquals(List.of(), monitor.compare());
        registry.reissue(NOW_S + 10);
        assertEquals(List.of(), monitor.compare());
        a.close();
        assertEquals(List.of(), monitor.compare());
    }

    @Test
    void shouldRaiseEquivocationOnceWhileItLasts() {
        b.serve(liar);
        assertEquals("equivocation", monitor.compare().getFirst().word());
        monitor.compare();
        assertEquals(1, heard.size());
        assertEquals(b.url().toString(), heard.getFirst().server());
        b.serve(registry);
        assertEquals(List.of(), monitor.compare());
        b.serve(liar);
        monitor.compare();
        assertEquals(2, heard.size());
    }

    @Test
    void shouldNoticeTwoStatesThatAreShownAtDifferentTimes() {
        monitor.compare();
        registry.put(Records.asn("lab", 64500));
        b.serve(liar);
        assertEquals(List.of("equivocation"), monitor.compare().stream().map(FeedAlarm::word).toList());
    }

    @Test
    void shouldRaiseALagThatLastsOrIsLarge() {
        b.answer("head", TestFeedServer.bytes(registry.headBytes()));
        registry.put(Records.asn("lab", 64500));
        assertEquals(List.of(), monitor.compare());
        clockS.addAndGet(settings.maxLag().toSeconds() + 1);
        assertEquals("behind", monitor.compare().getFirst().word());
        b.answer("head", null);
        assertEquals(List.of(), monitor.compare());
        b.answer("head", TestFeedServer.bytes(registry.headBytes()));
        for (int i = 0; i < 6; i++) {
            registry.put(Records.asn("lab", 64501 + i));
        }
        assertEquals("behind", monitor.compare().getFirst().word());
        assertEquals(2, heard.size());
    }

    @Test
    void shouldNotCompareWhatNobodySigned() {
        final FeedRegistry stranger = new FeedRegistry(NOW_S);
        stranger.put(Records.asn("lab", 1));
        b.serve(stranger);
        assertEquals(List.of("unknown-anchor"), monitor.compare().stream().map(FeedAlarm::word).toList());
    }

    @Test
    void shouldFindTheRecordsThatDiffer() throws IOException, FeedException {
        assertTrue(Differences.between(a.url(), b.url(), settings, List.of(registry.anchor()), 10, NOW_S).isNone());
        b.serve(liar);
        final Differences differences = Differences.between(a.url(), b.url(), settings, List.of(registry.anchor()), 10, NOW_S);
        assertEquals(List.of("64496.10.1.0.0/16 active revoked", "AS64497 active -", "AS64498 - active"), differences.differences().stream().map(each -> each.key() + " "
            + (each.atA() == null ? "-" : each.atA().status().word()) + " " + (each.atB() == null ? "-" : each.atB().status().word())).toList());
        assertEquals(3, differences.total());
        assertEquals(1, Differences.between(a.url(), b.url(), settings, List.of(registry.anchor()), 1, NOW_S).differences().size());
        liar.change(List.of(RecordChange.remove(RecordKey.ofAsn(64498)), RecordChange.remove(RecordKey.ofAsn(64496)), RecordChange.remove(RecordKey.ofRoute(64496, 0x0A01_0000, 16))));
        assertEquals(3, Differences.between(a.url(), b.url(), settings, List.of(registry.anchor()), 10, NOW_S).total());
        b.answer("snapshot", TestFeedServer.bytes(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}));
        assertThrows(FeedException.class, () -> Differences.between(a.url(), b.url(), settings, List.of(registry.anchor()), 10, NOW_S));
    }
}
