// SPDX-License-Identifier: Apache-2.0
// Says what the registry thinks of a route.
package io.eightfold.bgp8.rib;

/** Says what the registry thinks of a route. Answers do not allocate and take well below a microsecond. Thread: control. */
public interface RouteJudge {
    /** Validation is off. */
    RouteJudge NONE = new RouteJudge() {
        @Override
        public Validity judge(final long address, final int lengthBits, final boolean isExternal, final int originAsn) {
            return Validity.EXEMPT;
        }

        @Override
        public boolean isUsable(final Validity validity) {
            return true;
        }
    };

    /** @param originAsn the last AS of the path; of an empty path our own */
    Validity judge(long address, int lengthBits, boolean isExternal, int originAsn);

    /** Whether routes of that validity may be used and told on. */
    boolean isUsable(Validity validity);

    /** Whether answers rest on data; before, neighbours are told nothing after a restart, for they would forget what is only not known yet. */
    default boolean isReady() {
        return true;
    }
}
