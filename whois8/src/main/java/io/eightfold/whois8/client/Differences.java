// SPDX-License-Identifier: Apache-2.0
// Which records two servers do not have in common.
package io.eightfold.whois8.client;

import io.eightfold.whois8.feed.DataSet;
import io.eightfold.whois8.feed.FeedException;
import io.eightfold.whois8.record.RecordCodec;
import io.eightfold.whois8.record.RecordKey;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.whois8.signature.SignedHead;
import io.eightfold.whois8.signature.TrustAnchor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Which records of one RIR two servers do not have in common; both snapshots are verified. Thread: any; immutable.
 *
 * @param headA       of the first server's snapshot
 * @param headB       of the second's
 * @param differences in the order of their keys, at most as many as were asked for
 * @param total       how many there are
 */
public record Differences(SignedHead headA, SignedHead headB, List<Difference> differences, long total) {
    // Nobody waits for it but the one who asked.
    private static final Duration MAX_TIME = Duration.ofHours(1);

    public Differences {
        differences = List.copyOf(differences);
    }

    /**
     * A record that is not the same.
     *
     * @param atA null when the first server has none
     * @param atB null when the second server has none
     */
    public record Difference(RecordKey key, RegistryRecord atA, RegistryRecord atB) {
    }

    public boolean isNone() {
        return total == 0;
    }

    /**
     * Reads both snapshots and compares them; about 200 bytes of memory for each record of the first.
     *
     * @param settings limits and times; its servers and directory are not used
     * @param anchors  of one RIR
     * @param limit    differences to keep
     * @throws FeedException why one of the two is refused
     */
    public static Differences between(final URI serverA, final URI serverB, final FeedSettings settings, final List<TrustAnchor> anchors, final int limit, final long nowS)
        throws IOException, FeedException {
        final String rir = anchors.getFirst().rir();
        final Comparison comparison = new Comparison(limit);
        final DataSet atA = new DataSet(anchors);
        final DataSet atB = new DataSet(anchors);
        try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> Thread.ofPlatform().daemon().unstarted(work));
             HttpClient http = FeedServer.newHttp(settings)) {
            new FeedServer(serverA, http, settings, timer).snapshot(rir, deadlineNs(), from -> atA.load(from, comparison::first, DataSet.Age.LIVE, nowS));
            new FeedServer(serverB, http, settings, timer).snapshot(rir, deadlineNs(), from -> atB.load(from, comparison::second, DataSet.Age.LIVE, nowS));
        }
        comparison.end();
        return new Differences(atA.head().orElseThrow(), atB.head().orElseThrow(), comparison.found, comparison.total);
    }

    private static long deadlineNs() {
        return System.nanoTime() + MAX_TIME.toNanos();
    }

    /** Both come in the order of their keys: the first is kept as bytes, the second is compared while it is read. */
    private static final class Comparison {
        private final int limit;
        private final List<byte[]> first = new ArrayList<>();
        private final List<Difference> found = new ArrayList<>();
        private long total;
        private int next;
        private RegistryRecord head;

        private Comparison(final int limit) {
            this.limit = limit;
        }

        private void first(final RegistryRecord value) {
            first.add(RecordCodec.encode(value));
        }

        private RegistryRecord peek() {
            if (head == null && next < first.size()) {
                // What was compared is let go.
                head = RecordCodec.decode(first.set(next++, null));
            }
            return head;
        }

        private void second(final RegistryRecord value) {
            while (peek() != null && peek().key().compareTo(value.key()) < 0) {
                add(peek().key(), peek(), null);
                head = null;
            }
            if (peek() == null || !peek().key().equals(value.key())) {
                add(value.key(), null, value);
                return;
            }
            if (!peek().equals(value)) {
                add(value.key(), peek(), value);
            }
            head = null;
        }

        private void end() {
            while (peek() != null) {
                add(peek().key(), peek(), null);
                head = null;
            }
        }

        private void add(final RecordKey key, final RegistryRecord atA, final RegistryRecord atB) {
            total++;
            if (found.size() < limit) {
                found.add(new Difference(key, atA, atB));
            }
        }
    }
}
