// SPDX-License-Identifier: Apache-2.0
// A path as operators see it.
package io.eightfold.bgp8.rib;

import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.message.Carrier;

/**
 * A path as operators see it. Thread: any; immutable.
 *
 * @param peer       its number, or {@link BgpRib#LOCAL}
 * @param carrier    in which it came; null for routes that originate here
 * @param pathId     of add-path, or 0
 * @param received   attributes as they came
 * @param used       after the policy; null when it was refused before
 * @param reason     why it is not used
 * @param validity   what the registry thinks
 * @param totalCost  Cost Factor with the session's, without a sign
 * @param isExternal from another AS
 * @param isStale    the peer is restarting
 * @param isBest     it is the best
 * @param lostBy     the step in which the best path won; null for the best path
 * @param sinceNs    when it came in this form, by the caller's clock with the resolution of a second
 */
public record PathView(
    int peer,
    Carrier carrier,
    int pathId,
    AttributeSet received,
    AttributeSet used,
    RefusalReason reason,
    Validity validity,
    int totalCost,
    boolean isExternal,
    boolean isStale,
    boolean isBest,
    DecisionStep lostBy,
    long sinceNs) {
}
