// SPDX-License-Identifier: Apache-2.0
// A change of a data set.
package io.eightfold.whois8.record;

/**
 * A record that is new or has changed, or one that is gone. Thread: any.
 *
 * @param value null when the record of the key is gone
 */
public record RecordChange(RecordKey key, RegistryRecord value) {
    public RecordChange {
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
