// SPDX-License-Identifier: Apache-2.0
// Words for the codes of a NOTIFICATION.
package io.eightfold.bgp8.message;

/** Words for the codes of a NOTIFICATION. Source: IANA "BGP Error (Notification) Codes" and its subcodes. Thread: any. */
final class NotificationWords {
    private static final String[] CODES = {
        null, "message-header", "open", "update", "hold-timer-expired", "fsm", "cease", "route-refresh", "send-hold-timer-expired"};
    private static final String[][] SUBCODES = {
        {},
        {"unspecific", "connection-not-synchronized", "bad-message-length", "bad-message-type"},
        {"unspecific", "unsupported-version", "bad-peer-as", "bad-identifier", "unsupported-parameter", null, "unacceptable-hold-time", "unsupported-capability", null, null,
            null, "role-mismatch"},
        {"unspecific", "malformed-attribute-list", "unrecognized-well-known-attribute", "missing-well-known-attribute", "attribute-flags", "attribute-length", "invalid-origin",
            null, "invalid-next-hop", "optional-attribute", "invalid-network-field", "malformed-as-path"},
        {},
        {"unspecified", "unexpected-in-open-sent", "unexpected-in-open-confirm", "unexpected-in-established"},
        {"unspecific", "maximum-prefixes", "administrative-shutdown", "peer-de-configured", "administrative-reset", "connection-rejected", "configuration-change",
            "collision-resolution", "out-of-resources", "hard-reset", "bfd-down"},
        {"unspecific", "invalid-length"},
        {}};

    private NotificationWords() {
    }

    static String of(final int code, final int subcode) {
        if (code <= 0 || code >= CODES.length) {
            return "code-" + code + '/' + subcode;
        }
        final String[] words = SUBCODES[code];
        if (words.length == 0) {
            return CODES[code];
        }
        return CODES[code] + '/' + (subcode < words.length && words[subcode] != null ? words[subcode] : "subcode-" + subcode);
    }
}
