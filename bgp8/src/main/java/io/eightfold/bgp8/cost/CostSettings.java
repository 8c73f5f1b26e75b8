// SPDX-License-Identifier: Apache-2.0
// What the operator says of the way to a neighbour.
package io.eightfold.bgp8.cost;

/**
 * What the operator says of the way to a neighbour. Thread: any; immutable.
 *
 * @param isFixed     the cost is {@code policyCost} and nothing is measured
 * @param policyCost  economic policy, without a sign
 * @param capacityBps of the link, bits per second; 0 when not said
 * @param here        this router, or null when not said
 * @param there       the neighbour, or null when not said
 */
public record CostSettings(boolean isFixed, int policyCost, long capacityBps, Coordinates here, Coordinates there) {
    /** Measured, with nothing said. */
    public static final CostSettings MEASURED = new CostSettings(false, 0, 0, null, null);

    public CostSettings {
        if (capacityBps < 0) {
            throw new IllegalArgumentException("capacityBps=" + capacityBps + " is negative");
        }
    }

    /** Always that cost. @param cost without a sign */
    public static CostSettings fixed(final int cost) {
        return new CostSettings(true, cost, 0, null, null);
    }

    /** Between both ends; 0 unless both are known. */
    public int distanceKm() {
        return here == null || there == null ? 0 : here.distanceKm(there);
    }
}
