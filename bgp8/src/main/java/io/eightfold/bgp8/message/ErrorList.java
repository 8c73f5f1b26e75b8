// SPDX-License-Identifier: Apache-2.0
// What is wrong with the message at hand.
package io.eightfold.bgp8.message;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What is wrong with the message at hand: each rule once, however often it is broken, so that a message costs no more memory and log than there are rules. Of
 * several consequences the strongest counts (RFC 7606 §3 h). Thread: that of the decoder.
 */
final class ErrorList {
    private static final byte[] NO_DATA = {};
    private final List<MessageError> errors = new ArrayList<>();
    private final Set<ErrorKind> kinds = EnumSet.noneOf(ErrorKind.class);
    private Consequence worst;

    void clear() {
        errors.clear();
        kinds.clear();
        worst = null;
    }

    void add(final ErrorKind kind, final String value) {
        add(kind, value, NO_DATA);
    }

    /** @param data of the NOTIFICATION, should it come to one */
    void add(final ErrorKind kind, final String value, final byte[] data) {
        if (kinds.add(kind)) {
            errors.add(new MessageError(kind, value, data));
            worst = worst == null || kind.consequence().compareTo(worst) > 0 ? kind.consequence() : worst;
        }
    }

    boolean has(final ErrorKind kind) {
        return kinds.contains(kind);
    }

    boolean isEmpty() {
        return errors.isEmpty();
    }

    /** The strongest consequence, or null when nothing is wrong. */
    Consequence worst() {
        return worst;
    }

    void tell(final UpdateHandler handler) {
        for (final MessageError error : errors) {
            handler.error(error);
        }
    }
}
