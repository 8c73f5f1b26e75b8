// SPDX-License-Identifier: Apache-2.0
// A record that cannot be.
package io.eightfold.whois8.record;

/** Says which value is wrong, its limit and the remedy. */
public final class RecordException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public RecordException(final String message) {
        super(message);
    }
}
