// SPDX-License-Identifier: Apache-2.0
// What proves the records of an ASN.
package io.eightfold.whois8.signature;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/**
 * The way from the records of an ASN to the root of its data set: everything registered for the ASN is among the bucket's hashes, and nothing else is. Thread: any.
 *
 * @param bucket       number of the bucket, which follows from the ASN ({@link MerkleTree#bucket})
 * @param recordHashes of all records of the bucket, one behind the other
 * @param siblings     the other half at each level, from the buckets up
 */
public record AsnProof(int bucket, byte[] recordHashes, byte[][] siblings) {
    /** The root that these hashes lead to. */
    public byte[] root() {
        final MessageDigest digest = Hashes.sha256();
        digest.update((byte) MerkleTree.BUCKET_PREFIX);
        byte[] hash = digest.digest(recordHashes);
        int node = bucket;
        for (final byte[] sibling : siblings) {
            digest.update((byte) MerkleTree.INNER_PREFIX);
            final boolean isLeft = (node & 1) == 0;
            digest.update(isLeft ? hash : sibling);
            hash = digest.digest(isLeft ? sibling : hash);
            node /= 2;
        }
        return hash;
    }

    /** Whether exactly these records, in the order of their keys, lie in the bucket of a data set with this root. */
    public boolean proves(final byte[] root, final List<byte[]> recordsOfBucket) {
        final byte[] hashes = new byte[recordsOfBucket.size() * Wire.HASH_BYTES];
        int offset = 0;
        for (final byte[] bytes : recordsOfBucket) {
            final MessageDigest digest = Hashes.sha256();
            digest.update((byte) MerkleTree.RECORD_PREFIX);
            System.arraycopy(digest.digest(bytes), 0, hashes, offset, Wire.HASH_BYTES);
            offset += Wire.HASH_BYTES;
        }
        return Arrays.equals(hashes, recordHashes) && Arrays.equals(root, root());
    }
}
