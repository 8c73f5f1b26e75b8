// SPDX-License-Identifier: Apache-2.0
// Takes what an UPDATE says.
package io.eightfold.bgp8.message;

import io.eightfold.bgp8.attribute.AttributeSet;

/** Takes what an UPDATE says, in order. Thread: that of the decoder. */
public interface UpdateHandler {
    /** The announcements that follow have these attributes; told again for each carrier, since next hops may differ. */
    void attributes(AttributeSet attributes);

    /** @param pathId 0 where the carrier has none @param address with the ASN, also in carrier IPv4 */
    void announce(Carrier carrier, long address, int lengthBits, int pathId);

    /** @param address of ASN 0 in carrier IPv4, where a withdrawal does not say the ASN */
    void withdraw(Carrier carrier, long address, int lengthBits, int pathId);

    /** All of the peer's table was told (RFC 4724 §2). */
    void endOfRib(Carrier carrier);

    /** A rule was broken; all of them are told before anything else. */
    void error(MessageError error);
}
