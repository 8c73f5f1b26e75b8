// SPDX-License-Identifier: Apache-2.0
// Names of a lab's namespaces.
package io.eightfold.lab.network;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code e8l-NAME-PID}: the station or segment, and the process that runs the lab. Thread: any. */
public final class NamespaceName {
    /** Begins the name of everything a lab leaves visible on the machine. */
    static final String PREFIX = "e8l-";
    private static final Pattern TEXT = Pattern.compile(PREFIX + "[a-z][a-z0-9]*-([1-9][0-9]{0,9})");

    private NamespaceName() {
    }

    /** The namespace of a station or segment. */
    public static String of(String name, long labPid) {
        return PREFIX + name + "-" + labPid;
    }

    /** The lab a namespace belongs to; empty if it is not a lab's. */
    public static OptionalLong labPid(String namespace) {
        Matcher matcher = TEXT.matcher(namespace);
        return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }
}
