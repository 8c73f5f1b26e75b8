// SPDX-License-Identifier: Apache-2.0
// One line that two configurations do not share.
package io.eightfold.controlplane.config;

/**
 * One line that two configurations do not share. Secrets are hidden in it.
 * <p>Thread: any; immutable.
 *
 * @param isAdded whether the later configuration has it, else the earlier
 * @param block   the line that opens its block, or empty for the top level
 * @param text    the canonical line without indentation
 * @param effect  when the change takes effect
 */
public record ChangedLine(boolean isAdded, String block, String text, ChangeEffect effect) {
    /** The line behind {@code +} or {@code -}, indented as in the file, with what it needs as a comment. */
    @Override
    public String toString() {
        final String comment = effect.comment().isEmpty() ? "" : "   " + effect.comment();
        return (isAdded ? "+" : "-") + (block.isEmpty() ? "" : " ") + text + comment;
    }
}
