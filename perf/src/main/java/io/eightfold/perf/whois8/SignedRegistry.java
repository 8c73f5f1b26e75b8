// SPDX-License-Identifier: Apache-2.0
// Signs a generated registry.
package io.eightfold.perf.whois8;

import io.eightfold.whois8.feed.Delta;
import io.eightfold.whois8.feed.Snapshot;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordCodec;
import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.whois8.signature.AsnRanges;
import io.eightfold.whois8.signature.KeyList;
import io.eightfold.whois8.signature.MerkleTree;
import io.eightfold.whois8.signature.SignedHead;
import io.eightfold.whois8.signature.SigningKey;
import io.eightfold.whois8.signature.TrustAnchor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/** A registry's side of the feed: real keys, hashes and signatures, as a server has them. Thread: one at a time. */
final class SignedRegistry {
    private static final long DAY_S = 86_400;
    /** A little more than a route takes: the array of a snapshot grows once at most. */
    private static final int ABOUT_BYTES_PER_RECORD = 48;

    private final GeneratedRegistry registry;
    private final long nowS;
    private final SigningKey anchorKey = SigningKey.generate();
    private final SigningKey key = SigningKey.generate();
    private final KeyList keys;
    private final MerkleTree tree = new MerkleTree();
    private SignedHead head;
    private long serial;

    SignedRegistry(final GeneratedRegistry registry, final long nowS) {
        this.registry = registry;
        this.nowS = nowS;
        keys = KeyList.issue(GeneratedRegistry.RIR, 1, nowS, List.of(new KeyList.ListedKey(key.publicKey(), nowS - DAY_S, nowS + DAY_S, false)), anchorKey);
        for (final Iterator<RegistryRecord> records = registry.iterator(); records.hasNext();) {
            put(records.next());
        }
        sign();
    }

    private void put(final RegistryRecord value) {
        final byte[] bytes = RecordCodec.encode(value);
        tree.put(value.key(), tree.hash(bytes, 0, bytes.length));
    }

    private void sign() {
        head = SignedHead.issue(GeneratedRegistry.RIR, ++serial, tree.root(), tree.size(), nowS, nowS + DAY_S, key);
    }

    TrustAnchor anchor() {
        return new TrustAnchor(GeneratedRegistry.RIR, anchorKey.publicKey(), AsnRanges.ALL);
    }

    /** The bytes of everything, as a server sends them. */
    byte[] snapshot() {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream(registry.records() * ABOUT_BYTES_PER_RECORD);
        try {
            Snapshot.write(keys, head, registry.iterator(), bytes);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Gives routes a status; returns the bytes of the delta that says so. */
    byte[] change(final int[] routes, final RecordStatus status) {
        final List<RecordChange> changes = IntStream.of(routes).mapToObj(route -> {
            registry.change(route, status);
            final RegistryRecord value = registry.route(route);
            put(value);
            return RecordChange.put(value);
        }).toList();
        sign();
        return new Delta(keys, head, changes).encode();
    }
}
