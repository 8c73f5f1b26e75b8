// SPDX-License-Identifier: Apache-2.0
// The hash over a data set.
package io.eightfold.whois8.signature;

import io.eightfold.whois8.record.RecordKey;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.BitSet;

/**
 * A hash tree of fixed shape: 2^16 buckets, each with all records of the ASNs that fall into it, in the order of their keys.
 * <pre>
 *   record   SHA-256(0, bytes)
 *   bucket   SHA-256(1, records' hashes)        an empty one too
 *   inner    SHA-256(2, left, right)            16 levels up to the root
 * </pre>
 * All records of an ASN lie in one bucket, so one path proves everything that is, and is not, registered for an ASN. A change costs its bucket and 16 hashes; adding
 * records in the order of their keys costs no moves. About 45 bytes a record and 4 MiB. Thread: one at a time.
 */
public final class MerkleTree {
    /** Buckets. */
    public static final int BUCKETS = 1 << 16;
    static final int RECORD_PREFIX = 0;
    static final int BUCKET_PREFIX = 1;
    static final int INNER_PREFIX = 2;
    private static final int HASH = Wire.HASH_BYTES;
    private static final int ROOT = 1;
    /** The golden ratio: neighbouring ASNs fall into buckets far apart. */
    private static final int MIX = 0x9E37_79B1;

    private final Bucket[] buckets = new Bucket[BUCKETS];
    /** Node i has its children at 2i and 2i + 1; the root is 1, the buckets are the last half. */
    private final byte[] nodes = new byte[2 * BUCKETS * HASH];
    private final BitSet stale = new BitSet(2 * BUCKETS);
    private final MessageDigest digest = Hashes.sha256();
    private long size;

    public MerkleTree() {
        fillEmpty();
    }

    /** Equal subtrees have equal hashes: one for each level. */
    private void fillEmpty() {
        digest.update((byte) BUCKET_PREFIX);
        byte[] hash = digest.digest();
        for (int first = BUCKETS; first >= ROOT; first /= 2) {
            for (int node = first; node < 2 * first; node++) {
                System.arraycopy(hash, 0, nodes, node * HASH, HASH);
            }
            digest.update((byte) INNER_PREFIX);
            digest.update(hash);
            hash = digest.digest(hash);
        }
    }

    /** The bucket of an ASN. */
    public static int bucket(final int asn) {
        return asn * MIX >>> 16;
    }

    /** The hash of a record's bytes. */
    public byte[] hash(final byte[] bytes, final int offset, final int length) {
        digest.update((byte) RECORD_PREFIX);
        digest.update(bytes, offset, length);
        return digest.digest();
    }

    /**
     * Puts the hash of a record in.
     *
     * @return the one it replaces, null when the key is new
     */
    public byte[] put(final RecordKey key, final byte[] hash) {
        final int index = bucket(key.asn());
        if (buckets[index] == null) {
            buckets[index] = new Bucket();
        }
        final byte[] before = buckets[index].put(key, hash);
        size += before == null ? 1 : 0;
        stale.set(BUCKETS + index);
        return before;
    }

    /**
     * Takes a record out.
     *
     * @return its hash, null when it was not there
     */
    public byte[] remove(final RecordKey key) {
        final int index = bucket(key.asn());
        final byte[] before = buckets[index] == null ? null : buckets[index].remove(key);
        if (before != null) {
            size--;
            stale.set(BUCKETS + index);
        }
        return before;
    }

    /** The hash of a record, null when it is not there. */
    public byte[] get(final RecordKey key) {
        final Bucket bucket = buckets[bucket(key.asn())];
        return bucket == null ? null : bucket.get(key);
    }

    /** Records. */
    public long size() {
        return size;
    }

    /** The hash over everything. */
    public byte[] root() {
        settle();
        return node(ROOT);
    }

    /** What proves all records of an ASN against the root. */
    public AsnProof proof(final int asn) {
        settle();
        final int index = bucket(asn);
        final byte[][] siblings = new byte[Integer.numberOfTrailingZeros(BUCKETS)][];
        int node = BUCKETS + index;
        for (int level = 0; level < siblings.length; level++) {
            siblings[level] = node(node ^ 1);
            node /= 2;
        }
        return new AsnProof(index, buckets[index] == null ? new byte[0] : buckets[index].hashes(), siblings);
    }

    private byte[] node(final int index) {
        return Arrays.copyOfRange(nodes, index * HASH, (index + 1) * HASH);
    }

    /** From the last node to the first: children come before their parents. */
    private void settle() {
        for (int node = stale.previousSetBit(2 * BUCKETS - 1); node >= ROOT; node = stale.previousSetBit(node - 1)) {
            stale.clear(node);
            if (node >= BUCKETS) {
                digest.update((byte) BUCKET_PREFIX);
                buckets[node - BUCKETS].update(digest);
            } else {
                digest.update((byte) INNER_PREFIX);
                digest.update(nodes, 2 * node * HASH, 2 * HASH);
            }
            finish(node);
            if (node > ROOT) {
                stale.set(node / 2);
            }
        }
    }

    private void finish(final int node) {
        try {
            digest.digest(nodes, node * HASH, HASH);
        } catch (final DigestException e) {
            throw new IllegalStateException("SHA-256 does not give " + HASH + " bytes", e);
        }
    }
}
