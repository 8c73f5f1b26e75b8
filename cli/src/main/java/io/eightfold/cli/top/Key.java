// SPDX-License-Identifier: Apache-2.0
// The keys of the view.
package io.eightfold.cli.top;

/** The keys of the view. */
enum Key { QUIT, DROPS, ROUTES, PAUSE, UP, DOWN, PAGE_UP, PAGE_DOWN, HOME, END, OTHER }
