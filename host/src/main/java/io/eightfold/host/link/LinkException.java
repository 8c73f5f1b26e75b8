// SPDX-License-Identifier: Apache-2.0
// A link could not be opened or did not carry a frame.
package io.eightfold.host.link;

/** Says which action failed on which interface, the kernel's reason, and what to do about it, in one sentence. */
public final class LinkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LinkException(String message) {
        super(message);
    }
}
