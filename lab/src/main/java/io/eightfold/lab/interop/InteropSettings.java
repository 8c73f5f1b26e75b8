// SPDX-License-Identifier: Apache-2.0
// What the lab interop is asked for.
package io.eightfold.lab.interop;

import io.eightfold.lab.process.LabException;
import java.util.List;

/**
 * Which rows are run.
 *
 * @param isMissingAllowed whether rows of daemons that are not installed are left out, instead of failing
 * @param rows             names of rows such as {@code frr-vpnv4}; none is all
 */
public record InteropSettings(boolean isMissingAllowed, List<String> rows) {
    /** Everything. */
    public static final InteropSettings ALL = new InteropSettings(false, List.of());

    /** @throws LabException for a row that there is not */
    public InteropSettings {
        rows = List.copyOf(rows);
        List<String> names = Row.all().stream().map(Row::name).toList();
        for (String row : rows) {
            if (!names.contains(row)) {
                throw new LabException("no row '" + row + "'; there is " + String.join(", ", names));
            }
        }
    }

    /** The rows to run, in their order. */
    List<Row> chosen() {
        return Row.all().stream().filter(row -> rows.isEmpty() || rows.contains(row.name())).toList();
    }
}
