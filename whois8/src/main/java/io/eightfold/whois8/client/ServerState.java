// SPDX-License-Identifier: Apache-2.0
// How a server does.
package io.eightfold.whois8.client;

import java.util.Map;

/**
 * How a server does. Thread: any; immutable.
 *
 * @param server       its URL
 * @param word         {@link #ACTIVE}, {@link #STANDBY}, {@link #FAILED} or {@link #UNTRIED}
 * @param isStreaming  whether its events are heard
 * @param serials      last serial seen, by RIR
 * @param lags         how many serials it was behind the data at hand, by RIR
 * @param lastError    word of the last fault; empty when there was none
 * @param errorMessage of that fault
 * @param lastErrorS   seconds since 1970; 0: never
 * @param lastSuccessS seconds since 1970; 0: never
 * @param retryAtS     when one that failed, or an RIR that was refused, is asked for again; 0 when nothing failed
 * @param faults       since the start
 */
public record ServerState(String server, String word, boolean isStreaming, Map<String, Long> serials, Map<String, Long> lags, String lastError, String errorMessage,
                          long lastErrorS, long lastSuccessS, long retryAtS, long faults) {
    /** Data comes from here. */
    public static final String ACTIVE = "active";
    /** It works, and another is preferred. */
    public static final String STANDBY = "standby";
    /** Asked again when its pause is over. */
    public static final String FAILED = "failed";
    /** Not asked yet. */
    public static final String UNTRIED = "untried";

    public ServerState {
        serials = Map.copyOf(serials);
        lags = Map.copyOf(lags);
    }

    public boolean isActive() {
        return ACTIVE.equals(word);
    }

    public boolean isFailed() {
        return FAILED.equals(word);
    }
}
