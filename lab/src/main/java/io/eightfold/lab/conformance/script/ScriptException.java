// SPDX-License-Identifier: Apache-2.0
// A case that cannot be read.
package io.eightfold.lab.conformance.script;

/** Says file, line, word and what was expected there. */
public final class ScriptException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ScriptException(String message) {
        super(message);
    }
}
