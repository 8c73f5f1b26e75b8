// SPDX-License-Identifier: Apache-2.0
// Who says what the registry thinks of a route.
package io.eightfold.controlplane.rib;

import io.eightfold.whois8.validation.Verdict;

/**
 * Says what the registry thinks of routes. The RIB asks when a route is offered and again when it is told that the data has changed; in between it keeps the
 * verdict. An answer must not allocate, takes well below a microsecond, and must not call the RIB back.
 * <p>Thread: control.
 */
public interface RouteValidator {
    /** Validation is off. */
    RouteValidator NONE = new RouteValidator() {
        @Override
        public Verdict verdict(final int vrf, final long address, final int hostLength, final RouteSource source, final int originAsn) {
            return Verdict.EXEMPT;
        }

        @Override
        public boolean isReady() {
            return true;
        }
    };

    /**
     * The verdict of now.
     *
     * @param hostLength 0 to 32, or {@link Rib#DEFAULT_LENGTH}
     * @param originAsn  the ASN that originated the route; that of the prefix where its source does not say
     * @return any but {@link Verdict#PENDING}, which is the RIB's own
     */
    Verdict verdict(int vrf, long address, int hostLength, RouteSource source, int originAsn);

    /** Whether it has read what there is to read at its start. Until then routes that are in use already stay so, as {@link Verdict#PENDING}. */
    boolean isReady();
}
