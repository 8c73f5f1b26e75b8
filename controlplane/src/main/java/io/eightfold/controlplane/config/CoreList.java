// SPDX-License-Identifier: Apache-2.0
// A list of CPU cores as operators write it.
package io.eightfold.controlplane.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A list of CPU cores as operators write it: {@code 2,3} or {@code 2-5,8}. */
record CoreList(List<Integer> cores) {
    static final ValueKind<CoreList> KIND = new ValueKind<>(CoreList.class,
            "CPU numbers from 0 to " + DataplaneSettings.MAX_CORE + " such as 2,3 or 2-5", CoreList::parse);
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,4})(?:-([0-9]{1,4}))?");

    static CoreList parse(String word) {
        List<Integer> cores = new ArrayList<>();
        for (String part : word.split(",", -1)) {
            Matcher matcher = RANGE.matcher(part);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("'" + part + "' is not a CPU number or a range");
            }
            int first = Integer.parseInt(matcher.group(1));
            int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
            if (last < first || last > DataplaneSettings.MAX_CORE) {
                throw new IllegalArgumentException("'" + part + "' is not within 0 to " + DataplaneSettings.MAX_CORE + " in rising order");
            }
            for (int core = first; core <= last; core++) {
                if (cores.contains(core)) {
                    throw new IllegalArgumentException("CPU " + core + " is named twice");
                }
                cores.add(core);
            }
        }
        return new CoreList(List.copyOf(cores));
    }

    static String write(List<Integer> cores) {
        return cores.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
