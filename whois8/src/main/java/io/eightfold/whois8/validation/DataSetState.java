// SPDX-License-Identifier: Apache-2.0
// What a registry has said, and until when it counts.
package io.eightfold.whois8.validation;

/**
 * What the table knows of a data set besides its records. Thread: any; immutable.
 *
 * @param rir        name of the registry
 * @param serial     0: nothing has been read yet
 * @param issuedAtS  when its head was signed, seconds since 1970
 * @param expiresAtS from when on it does not count without a newer head ({@code DataSet.expiresAtS()}); 0: its key was revoked since, and it does not count at all
 * @param records    how many it has
 * @param server     which server it was read from, for people; empty when unknown
 */
public record DataSetState(String rir, long serial, long issuedAtS, long expiresAtS, long records, String server) {
    /** A registry that is trusted, and has not been heard of. */
    public static DataSetState none(final String rir) {
        return new DataSetState(rir, 0, 0, 0, 0, "");
    }

    public boolean hasData() {
        return serial > 0;
    }

    /** Whether its signing key was revoked since: it may be made up, serial included, so not even expired data that may be used counts, and any serial may replace it. */
    public boolean isDisowned() {
        return hasData() && expiresAtS <= 0;
    }

    /** Whether its head allows its use at a time. */
    public boolean isLive(final long nowS) {
        return hasData() && nowS < expiresAtS;
    }
}
