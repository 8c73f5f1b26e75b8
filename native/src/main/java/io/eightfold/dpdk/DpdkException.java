// SPDX-License-Identifier: Apache-2.0
// A DPDK call that failed, told in one sentence with its remedy.
package io.eightfold.dpdk;

/** What failed, the code's name, and what to do about it. Thrown at start-up and by control calls, never by a worker's burst. */
public final class DpdkException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int code;

    /**
     * @param code negative errno of the failing call, 0 when a check of ours refused before calling.
     */
    public DpdkException(final int code, final String message) {
        super(message);
        this.code = code;
    }

    /** Negative errno of the failing call; 0 when the request was refused before the call. */
    public int code() {
        return code;
    }
}
