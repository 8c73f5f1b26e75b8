// SPDX-License-Identifier: Apache-2.0
// A path attribute that we do not know.
package io.eightfold.bgp8.attribute;

import java.util.Arrays;

/**
 * A path attribute that we do not know: an optional transitive one travels on as it came, with the partial bit set. Source: RFC 4271 §5. Thread: any; immutable.
 *
 * @param flags as received
 * @param type  code
 * @param value its bytes; not to be changed
 */
public record UnknownAttribute(int flags, int type, byte[] value) {
    @Override
    public boolean equals(final Object other) {
        return other instanceof UnknownAttribute unknown && flags == unknown.flags && type == unknown.type && Arrays.equals(value, unknown.value);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * flags + type) + Arrays.hashCode(value);
    }
}
