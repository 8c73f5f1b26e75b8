// SPDX-License-Identifier: Apache-2.0
// Who may say what is in a data set.
/**
 * <pre>
 *   TrustAnchor  (in the configuration of each reader: the RIR's name, its public key, the ASNs it may speak of)
 *      signs
 *   KeyList      (which keys sign data now; a higher version replaces a lower one)
 *      lists the keys that sign
 *   SignedHead   (serial, root hash, count, times of a data set)
 *      covers by its root
 *   MerkleTree   (over the bytes of every record)
 * </pre>
 * One signature for a whole data set: checking a million records is a million hashes and two signatures. Signatures are Ed25519 (RFC 8032), hashes SHA-256, both of
 * the JDK. Each signed message begins with words that say what it is, so that no signature can be used for another purpose.
 *
 * <p>Bytes that are malformed give a {@link io.eightfold.whois8.signature.FormatException}. All numbers are in network order; names are a length byte and ASCII.
 */
package io.eightfold.whois8.signature;
