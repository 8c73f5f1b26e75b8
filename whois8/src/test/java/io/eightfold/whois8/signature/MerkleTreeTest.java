// SPDX-License-Identifier: Apache-2.0
// The hash over a data set.
package io.eightfold.whois8.signature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.whois8.record.RecordKey;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
    private static final MerkleTree HASHER = new MerkleTree();
    private final Random random = new Random(8);

    @Test
    void shouldHaveTheRootOfItsDefinition() throws Exception {
        final MerkleTree tree = new MerkleTree();
        final TreeMap<RecordKey, byte[]> records = new TreeMap<>();
        assertArrayEquals(naiveRoot(records), tree.root(), "empty");
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 300; i++) {
                change(tree, records);
            }
            assertArrayEquals(naiveRoot(records), tree.root(), "round " + round);
            assertEquals(records.size(), tree.size());
        }
    }

    /** Puts, replaces and removes, few ASNs so that buckets fill. */
    private void change(final MerkleTree tree, final Map<RecordKey, byte[]> records) {
        final int asn = random.nextInt(12) * 0x1555_5555;
        final RecordKey key = random.nextInt(8) == 0 ? RecordKey.ofAsn(asn) : RecordKey.ofRoute(asn, random.nextInt(8) << 28, 4 + random.nextInt(4));
        if (random.nextInt(3) == 0) {
            assertArrayEquals(hash(records.remove(key)), tree.remove(key));
            assertNull(tree.get(key));
        } else {
            final byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            assertArrayEquals(hash(records.put(key, bytes)), tree.put(key, hash(bytes)));
            assertArrayEquals(hash(bytes), tree.get(key));
        }
    }

    @Test
    void shouldNotDependOnTheOrderOfChanges() {
        final List<RecordKey> keys = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            keys.add(RecordKey.ofRoute(i % 700, i << 16, 16));
        }
        final byte[] inOrder = rootOf(keys);
        Collections.shuffle(keys, random);
        assertArrayEquals(inOrder, rootOf(keys));
    }

    private static byte[] rootOf(final List<RecordKey> keys) {
        final MerkleTree tree = new MerkleTree();
        keys.forEach(key -> tree.put(key, hash(key.toString().getBytes())));
        return tree.root();
    }

    @Test
    void shouldProveWhatIsRegisteredForAnAsnAndThatNothingElseIs() {
        final MerkleTree tree = new MerkleTree();
        for (int asn = 1; asn < 3_000; asn++) {
            tree.put(RecordKey.ofAsn(asn), hash(bytes(asn)));
        }
        final AsnProof proof = tree.proof(7);
        final List<byte[]> ofBucket = new ArrayList<>();
        for (int asn = 1; asn < 3_000; asn++) {
            if (MerkleTree.bucket(asn) == proof.bucket()) {
                ofBucket.add(bytes(asn));
            }
        }
        assertTrue(proof.proves(tree.root(), ofBucket));
        assertFalse(proof.proves(tree.root(), List.of()));
        tree.remove(RecordKey.ofAsn(7));
        assertFalse(proof.proves(tree.root(), ofBucket), "an old proof under a new root");
        assertTrue(tree.proof(1_000_000).proves(tree.root(), List.of()) || tree.proof(1_000_000).recordHashes().length > 0);
    }

    @Test
    void shouldLoadTheLargestAsnInOrderWithoutMovingIt() {
        final MerkleTree tree = new MerkleTree();
        final byte[] hash = new byte[32];
        for (int length = 0; length <= 16; length++) {
            tree.put(RecordKey.ofRoute(64496, 0, length), hash);
        }
        for (int i = 1; i < 1 << 16; i++) {
            tree.put(RecordKey.ofRoute(64496, i << 16, 16), hash);
        }
        assertEquals((1 << 16) + 16, tree.size());
        assertEquals(32, tree.root().length);
    }

    private static byte[] bytes(final int asn) {
        return ByteBuffer.allocate(4).putInt(asn).array();
    }

    private static byte[] hash(final byte[] bytes) {
        return bytes == null ? null : HASHER.hash(bytes, 0, bytes.length);
    }

    /** Straight from the definition, by recursion. */
    private static byte[] naiveRoot(final TreeMap<RecordKey, byte[]> records) throws Exception {
        return naive(records, 0, MerkleTree.BUCKETS);
    }

    private static byte[] naive(final TreeMap<RecordKey, byte[]> records, final int first, final int count) throws Exception {
        final MessageDigest digest = MessageDigest.getInstance("SHA-256");
        if (count == 1) {
            final ByteArrayOutputStream hashes = new ByteArrayOutputStream();
            hashes.write(1);
            for (final Map.Entry<RecordKey, byte[]> entry : records.entrySet()) {
                if (MerkleTree.bucket(entry.getKey().asn()) == first) {
                    hashes.write(hash(entry.getValue()));
                }
            }
            return digest.digest(hashes.toByteArray());
        }
        digest.update((byte) 2);
        digest.update(naive(records, first, count / 2));
        return digest.digest(naive(records, first + count / 2, count / 2));
    }
}
