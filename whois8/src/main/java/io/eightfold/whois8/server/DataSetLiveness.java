// SPDX-License-Identifier: Apache-2.0
// Whether a data set may still be used.
package io.eightfold.whois8.server;

/** Knows until when what a registry has said may be used; see the signed head. Thread: any; must be quick. */
@FunctionalInterface
public interface DataSetLiveness {
    /** Nothing ends: for a server whose data sets are its own. */
    DataSetLiveness ALWAYS = (rir, nowS) -> true;

    /**
     * @param rir  name of the registry
     * @param nowS seconds since 1970
     */
    boolean isLive(String rir, long nowS);
}
