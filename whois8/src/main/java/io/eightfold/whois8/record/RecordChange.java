// SPDX-License-Identifier: Apache-2.0
// A change of a data set.
package io.eightfold.whois8.record;

/**
 * A record that is new or has changed, or one that is gone. Thread: any.
 *
 * @param value null when the record of the key is gone
 */
public record RecordChange(RecordKey key, RegistryRecord value) {
    /** @throws RecordException for a key that no record can have */
    public RecordChange {
        if (!key.isPossible()) {
            // Not as a prefix: it may be none.
            throw new RecordException("change of asn=" + Integer.toUnsignedString(key.asn()) + " host=0x" + Integer.toHexString(key.host()) + " length=" + key.length()
                + ", which no record can be about; a route has length 0 to MAX_LENGTH=" + RouteRecord.MAX_LENGTH + " and no host bits set, an ASN's own record -1 and host 0");
        }
        if (value != null && !value.key().equals(key)) {
            throw new IllegalArgumentException("record " + value.key() + " under the key " + key);
        }
    }

    public static RecordChange put(final RegistryRecord value) {
        return new RecordChange(value.key(), value);
    }

    public static RecordChange remove(final RecordKey key) {
        return new RecordChange(key, null);
    }

    public boolean isRemoval() {
        return value == null;
    }
}
