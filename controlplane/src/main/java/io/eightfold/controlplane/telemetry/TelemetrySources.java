// SPDX-License-Identifier: Apache-2.0
// What the parts of the control plane tell about themselves.
package io.eightfold.controlplane.telemetry;

import java.util.List;
import java.util.Map;

/**
 * What the parts of the control plane tell about themselves, for metrics. Called once for each scrape; must neither block nor wait for
 * the thread that owns the values. Counters only grow while the process lives. Thread: any.
 */
public interface TelemetrySources {
    /** Who the router is. */
    record RouterStats(String id, String hostname, String release) {
    }

    /** Routes of one source in one VRF: all, those selected, those restored from the journal and not confirmed. */
    record RouteCount(String vrf, String source, long routes, long selected, long stale) {
    }

    /**
     * The RIB.
     * @param coalesced changes that were overtaken by a later one of the same prefix before they were sent.
     */
    record RibStats(List<RouteCount> routes, long hopSets, long memoryBytes, long coalesced) {
    }

    /**
     * The session with the dataplane.
     * @param fibRoutes      routes the dataplane was told
     * @param pendingBatches sent and not acknowledged
     * @param backPressure   times the dataplane or the log buffer took no more
     * @param snapshots      full tables sent, by reason
     * @param faults         answers not understood or not for us, tables that differed, other configurations, by kind
     */
    record FibSessionStats(boolean isUp, long epoch, long sessions, long fibRoutes, long batches, long acks, long pendingBatches, long backPressure,
        Map<String, Long> snapshots, Map<String, Long> faults) {
    }

    /**
     * The journal.
     * @param state   one of {@link #JOURNAL_STATES}
     * @param dropped frames that were not written because the journal was suspended
     */
    record JournalStats(String state, long sizeBytes, long frames, long writtenBytes, long overruns, long dropped, long checkpoints) {
    }

    /**
     * The configuration.
     * @param lastReloadEpochS when one was last applied or refused, in seconds since 1970; after a start when the one in force came to be.
     */
    record ConfigStats(int historySize, long lastReloadEpochS, boolean wasLastReloadGood, boolean isConfirmPending) {
    }

    /** A server with registry data; {@code isUsed}: data comes from it at present. */
    record Whois8Server(String url, String state, boolean isUsed) {
    }

    /** What is held of a registry; {@code ageS} since its head was signed. */
    record Whois8DataSet(String rir, long serial, long records, boolean isLive, long ageS) {
    }

    /**
     * The validation of routes.
     * @param routes      by verdict
     * @param alarms      by fault
     * @param dataToFibNs from the last data that changed a verdict until every worker forwarded by it; 0: never
     */
    record Whois8Stats(boolean isOn, List<Whois8Server> servers, List<Whois8DataSet> dataSets, Map<String, Long> routes, long refused, long verdictChanges,
        Map<String, Long> alarms, long dataToFibNs) {
    }

    /**
     * A neighbour of BGP8.
     *
     * @param state      0 down, 1 established, 2 shut down by the operator
     * @param uptimeS    since it was established; 0 when it is not
     * @param owed       prefixes it still has to be told about
     * @param filtered   paths held and not used, by reason
     * @param errors     broken rules in its messages, by kind
     * @param costFactor of the session, without a sign
     */
    record BgpPeer(String address, long remoteAsn, int state, long uptimeS, long received, long accepted, long advertised, long owed, long stale, Map<String, Long> filtered,
        long updatesIn, long updatesOut, Map<String, Long> errors, long flaps, long costFactor) {
    }

    /** BGP8. */
    record BgpStats(boolean isOn, long prefixes, long paths, long memoryBytes, List<BgpPeer> peers) {
        /** Without neighbours. */
        public static final BgpStats OFF = new BgpStats(false, 0, 0, 0, List.of());
    }

    /** The states of a journal, in the order of the metric. */
    List<String> JOURNAL_STATES = List.of("off", "active", "incomplete", "suspended", "failed");

    RouterStats router();

    /** Whether the link is up, by interface; interfaces nobody knows about are missing. */
    Map<String, Boolean> links();

    RibStats rib();

    FibSessionStats fibSession();

    JournalStats journal();

    ConfigStats config();

    Whois8Stats whois8();

    BgpStats bgp();
}
