// SPDX-License-Identifier: Apache-2.0
// What is tried with each neighbour.
package io.eightfold.lab.interop;

/** A column of the grid, in the order of its trials. */
enum Column {
    MD5("MD5", "md5"),
    ANNOUNCE("announce", "announce"),
    FOUR_BYTE_ASN("4-byte ASN", "fourByteAsn"),
    TRAFFIC("traffic", "traffic"),
    WITHDRAW("withdraw", "withdraw"),
    REFRESH("refresh", "refresh"),
    GRACEFUL_RESTART("graceful restart", "gracefulRestart"),
    HOLD_EXPIRY("hold expiry", "holdExpiry"),
    /** Last, as the neighbour is left out afterwards. */
    MAX_PREFIX("max-prefix", "maxPrefix");

    private final String label;
    private final String key;

    Column(String label, String key) {
        this.label = label;
        this.key = key;
    }

    /** For people. */
    String label() {
        return label;
    }

    /** For programs. */
    String key() {
        return key;
    }
}
