// SPDX-License-Identifier: Apache-2.0
// The two processes of a router.
package io.eightfold.lab.router;

/** One of the two, by the word of its command. */
public enum Side {
    DATAPLANE("dataplane", "dataplane"),
    CONTROL_PLANE("controlplane", "control plane");

    private final String word;
    private final String label;

    Side(String word, String label) {
        this.word = word;
        this.label = label;
    }

    /** For people. */
    public String label() {
        return label;
    }

    /** In the command, and the name of the process. */
    public String word() {
        return word;
    }
}
