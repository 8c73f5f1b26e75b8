// SPDX-License-Identifier: Apache-2.0
// The records of a few ASNs.
package io.eightfold.whois8.signature;

import io.eightfold.whois8.record.RecordKey;
import java.security.MessageDigest;
import java.util.Arrays;

/** Keys and hashes of records in the order of the keys, in plain arrays. Thread: one at a time. */
final class Bucket {
    private static final int HASH = Wire.HASH_BYTES;
    private static final int FIRST_CAPACITY = 4;
    /** ASN above, host below. */
    private long[] addresses = new long[FIRST_CAPACITY];
    /** Host length, -1 for the ASN's own record. */
    private byte[] lengths = new byte[FIRST_CAPACITY];
    private byte[] hashes = new byte[FIRST_CAPACITY * HASH];
    private int size;

    byte[] put(final RecordKey key, final byte[] hash) {
        final int found = find(key);
        if (found >= 0) {
            final byte[] before = hash(found);
            System.arraycopy(hash, 0, hashes, found * HASH, HASH);
            return before;
        }
        insert(-found - 1, key, hash);
        return null;
    }

    byte[] remove(final RecordKey key) {
        final int found = find(key);
        if (found < 0) {
            return null;
        }
        final byte[] before = hash(found);
        move(found + 1, found);
        size--;
        return before;
    }

    byte[] get(final RecordKey key) {
        final int found = find(key);
        return found < 0 ? null : hash(found);
    }

    /** All hashes, one behind the other. */
    byte[] hashes() {
        return Arrays.copyOf(hashes, size * HASH);
    }

    void update(final MessageDigest digest) {
        digest.update(hashes, 0, size * HASH);
    }

    private byte[] hash(final int index) {
        return Arrays.copyOfRange(hashes, index * HASH, (index + 1) * HASH);
    }

    private void insert(final int index, final RecordKey key, final byte[] hash) {
        if (size == lengths.length) {
            // By half: a million records lie in 65536 buckets, and a doubling would waste a quarter of the memory.
            final int capacity = size + Math.max(FIRST_CAPACITY, size / 2);
            addresses = Arrays.copyOf(addresses, capacity);
            lengths = Arrays.copyOf(lengths, capacity);
            hashes = Arrays.copyOf(hashes, capacity * HASH);
        }
        move(index, index + 1);
        addresses[index] = address(key);
        lengths[index] = (byte) key.length();
        System.arraycopy(hash, 0, hashes, index * HASH, HASH);
        size++;
    }

    private void move(final int from, final int to) {
        System.arraycopy(addresses, from, addresses, to, size - from);
        System.arraycopy(lengths, from, lengths, to, size - from);
        System.arraycopy(hashes, from * HASH, hashes, to * HASH, (size - from) * HASH);
    }

    private static long address(final RecordKey key) {
        return (long) key.asn() << Integer.SIZE | Integer.toUnsignedLong(key.host());
    }

    /** Where it is, or -1 - where it belongs. */
    private int find(final RecordKey key) {
        final long address = address(key);
        // Loading goes in the order of the keys: the end is looked at first.
        if (size == 0 || compare(size - 1, address, key.length()) < 0) {
            return -size - 1;
        }
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            final int middle = low + high >>> 1;
            final int order = compare(middle, address, key.length());
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    /** As {@link RecordKey#compareTo}: the ASN's own record has address 0 and length -1, and so comes before its routes. */
    private int compare(final int index, final long address, final int length) {
        final int order = Long.compareUnsigned(addresses[index], address);
        return order == 0 ? Integer.compare(lengths[index], length) : order;
    }
}
