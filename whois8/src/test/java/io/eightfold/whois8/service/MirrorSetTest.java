// SPDX-License-Identifier: Apache-2.0
// Which deltas a mirror hands out.
package io.eightfold.whois8.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eightfold.whois8.feed.DataSet;
import io.eightfold.whois8.feed.Delta;
import io.eightfold.whois8.feed.FeedException;
import io.eightfold.whois8.feed.Snapshot;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordCodec;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.whois8.signature.AsnRanges;
import io.eightfold.whois8.signature.KeyList;
import io.eightfold.whois8.signature.KeyList.ListedKey;
import io.eightfold.whois8.signature.MerkleTree;
import io.eightfold.whois8.signature.SignedHead;
import io.eightfold.whois8.signature.SigningKey;
import io.eightfold.whois8.signature.TrustAnchor;
import io.eightfold.whois8.validation.Records;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MirrorSetTest {
    private static final long NOW_S = 1_800_000_000L;
    private static final long DAY_S = 86_400;
    private final AtomicLong clockS = new AtomicLong(NOW_S);
    private final SigningKey anchorKey = SigningKey.generate();
    private final SigningKey key = SigningKey.generate();
    private final DataSet dataSet = new DataSet(List.of(new TrustAnchor("lab", anchorKey.publicKey(), AsnRanges.ALL)));
    private final MirrorSet mirror = new MirrorSet("lab", clockS::get);
    private final MerkleTree tree = new MerkleTree();
    private KeyList keys = keys(1);

    private KeyList keys(final long version) {
        return KeyList.issue("lab", version, NOW_S, List.of(new ListedKey(key.publicKey(), NOW_S - DAY_S, NOW_S + 100 * DAY_S, false)), anchorKey);
    }

    @BeforeEach
    void load() throws FeedException, IOException {
        final ByteArrayOutputStream snapshot = new ByteArrayOutputStream();
        Snapshot.write(keys, head(1, NOW_S, DAY_S), List.<RegistryRecord>of().iterator(), snapshot);
        dataSet.load(new ByteArrayInputStream(snapshot.toByteArray()), value -> { }, DataSet.Age.LIVE, NOW_S);
        mirror.replace(dataSet, new TreeMap<>());
    }

    private SignedHead head(final long serial, final long issuedAtS, final long validS) {
        return SignedHead.issue("lab", serial, tree.root(), tree.size(), issuedAtS, issuedAtS + validS, key);
    }

    /** The mirror hears of an ASN more. */
    private void add(final int asn, final long issuedAtS, final long validS) throws FeedException {
        final RegistryRecord value = Records.asn("lab", asn);
        final byte[] bytes = RecordCodec.encode(value);
        tree.put(value.key(), tree.hash(bytes, 0, bytes.length));
        final Delta delta = new Delta(keys, head(dataSet.head().orElseThrow().serial() + 1, issuedAtS, validS), List.of(RecordChange.put(value)));
        mirror.apply(dataSet, dataSet.apply(delta, DataSet.Age.LIVE, issuedAtS));
    }

    private Optional<List<Long>> serialsFrom(final long serial) {
        return mirror.deltasFrom(serial, 10).map(deltas -> deltas.stream().map(delta -> delta.head().serial()).toList());
    }

    @Test
    void shouldHandOutNoDeltasThatExpired() throws FeedException {
        add(1, NOW_S, 100);
        add(2, NOW_S, DAY_S);
        assertEquals(Optional.of(List.of(2L, 3L)), serialsFrom(1));
        clockS.addAndGet(100);
        assertEquals(Optional.empty(), serialsFrom(1));
        assertEquals(Optional.of(List.of(3L)), serialsFrom(2));
        clockS.addAndGet(DAY_S);
        assertEquals(Optional.of(List.of()), serialsFrom(3));
    }

    @Test
    void shouldHandOutNoDeltasOfTheFuture() throws FeedException {
        add(1, NOW_S + DAY_S, DAY_S);
        assertEquals(Optional.empty(), serialsFrom(1));
        clockS.addAndGet(DAY_S);
        assertEquals(Optional.of(List.of(2L)), serialsFrom(1));
    }

    @Test
    void shouldHandOutNoDeltasWithKeysThatWereReplaced() throws FeedException {
        add(1, NOW_S, DAY_S);
        keys = keys(2);
        add(2, NOW_S, DAY_S);
        assertEquals(Optional.empty(), serialsFrom(1));
        assertEquals(Optional.of(List.of(3L)), serialsFrom(2));
    }
}
