// SPDX-License-Identifier: Apache-2.0
/** Tables in the columns that operators know, from the JSON that {@code -j} prints as it is. */
package io.eightfold.cli.show;
