// SPDX-License-Identifier: Apache-2.0
// Takes best routes to where packets are forwarded.
package io.eightfold.bgp8.rib;

/**
 * Takes best routes to where packets are forwarded: the router's RIB of all sources. It must not call back. Routes that originate here are not told: they are of
 * other sources. Thread: control.
 */
public interface RouteInstaller {
    /**
     * The best path of a prefix is this now.
     *
     * @param isExternal learnt from another AS
     * @param originAsn  the last AS of the path
     * @param metric     the total cost, without a sign
     * @param nextHop    id from {@link NextHops#hold}
     */
    void install(long address, int lengthBits, boolean isExternal, int originAsn, int metric, int nextHop);

    /** There is none any more. @param isExternal as it was installed */
    void withdraw(long address, int lengthBits, boolean isExternal);
}
