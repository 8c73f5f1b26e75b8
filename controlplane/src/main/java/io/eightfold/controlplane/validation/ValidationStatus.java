// SPDX-License-Identifier: Apache-2.0
// The validation of routes at a moment, for show and metrics.
package io.eightfold.controlplane.validation;

import io.eightfold.whois8.validation.DataSetState;
import io.eightfold.whois8.validation.Overrides;
import io.eightfold.whois8.validation.Verdict;
import java.util.List;
import java.util.Map;

/**
 * The validation of routes at a moment. Thread: any; immutable.
 *
 * @param isOn          there is a whois8 block
 * @param isReady       verdicts are given; before, routes that were in use stay
 * @param nowS          the time that the rest is of, seconds since 1970
 * @param live          data sets that count, by registry
 * @param routes        by verdict
 * @param refused       routes that are kept and not used
 * @param changes       verdicts that changed
 * @param tableBytes    memory of the verdict table
 * @param overrideFault why the last reading of overrides was not taken; empty when it was
 * @param alarmCounts   since the start, by fault
 * @param dataToFibNs   from the arrival of the last data that changed a verdict until every worker forwarded by it; 0: never
 */
public record ValidationStatus(boolean isOn, boolean isReady, long nowS, List<ServerStatus> servers, List<DataSetState> dataSets, Map<String, Boolean> live,
    Map<Verdict, Integer> routes, int refused, long changes, boolean isRevalidating, long tableBytes, Overrides overrides, String overrideFault,
    List<Alarm> alarms, Map<String, Long> alarmCounts, long dataToFibNs) {
    /** Nothing is validated. */
    public static final ValidationStatus OFF = new ValidationStatus(false, true, 0, List.of(), List.of(), Map.of(), Map.of(), 0, 0, false, 0, Overrides.NONE, "",
        List.of(), Map.of(), 0);

    public ValidationStatus {
        servers = List.copyOf(servers);
        dataSets = List.copyOf(dataSets);
        alarms = List.copyOf(alarms);
    }
}
