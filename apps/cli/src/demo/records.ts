import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { join } from 'node:path';
import { addMonths, type Day, dayOf } from '@app/domain';
import { parse } from 'csv-parse/sync';

/** A line of one of Northwind's orders. */
export interface OrderLine {
  readonly orderId: string;
  readonly productId: string;
  readonly customerId: string;
  readonly country: string;
  readonly orderedOn: Day;
  readonly category: string;
  /** Unit price × quantity less discount, in cents of whatever it is invoiced in, a half to even. */
  readonly cents: number;
}

/** A period that an employee of AdventureWorks spent in a department. */
export interface DepartmentPeriod {
  readonly employeeId: string;
  readonly departmentId: string;
  readonly from: Day;
  /** Exclusive; `null` = open. */
  readonly to: Day | null;
}

export interface DailyRate {
  readonly day: string;
  readonly usdPerEuro: string;
}

/** Northwind traded from 1996 to 1998; its orders are told twenty years later. */
const NORTHWIND_SHIFT_MONTHS = 20 * 12;
/** AdventureWorks' departments were filled from 2007 to 2013; they are told four years later. */
const ADVENTURE_WORKS_SHIFT_MONTHS = 4 * 12;

/** Every order line, by day and then in the order of the file. */
export function orderLines(): OrderLine[] {
  const orders = new Map(rowsOf('northwind-orders.csv').map((row) => [row['OrderID'], row]));
  const categories = new Map(
    rowsOf('northwind-products.csv').map((row) => [row['ProductID'], row['CategoryID']]),
  );
  return rowsOf('northwind-order-details.csv')
    .map((row) => {
      const order = orders.get(row['OrderID']);
      return {
        orderId: text(row, 'OrderID'),
        productId: text(row, 'ProductID'),
        customerId: text(order, 'CustomerID'),
        country: text(order, 'ShipCountry'),
        orderedOn: addMonths(americanDay(text(order, 'OrderDate')), NORTHWIND_SHIFT_MONTHS),
        category: categories.get(row['ProductID']) ?? '',
        cents: lineCents(text(row, 'UnitPrice'), text(row, 'Quantity'), text(row, 'Discount')),
      };
    })
    .sort((a, b) => a.orderedOn - b.orderedOn);
}

export function departmentPeriods(): DepartmentPeriod[] {
  return rowsOf('adventureworks-department-periods.csv').map((row) => ({
    employeeId: text(row, 'BusinessEntityID'),
    departmentId: text(row, 'DepartmentID'),
    from: addMonths(dayOf(text(row, 'StartDate')), ADVENTURE_WORKS_SHIFT_MONTHS),
    to:
      row['EndDate'] === ''
        ? null
        : addMonths(dayOf(text(row, 'EndDate')), ADVENTURE_WORKS_SHIFT_MONTHS),
  }));
}

export function euroRates(): DailyRate[] {
  return rowsOf('ecb-usd-per-euro.csv').map((row) => ({
    day: text(row, 'Date'),
    usdPerEuro: text(row, 'USD'),
  }));
}

/** Price and discount have two decimals at most, so the product is a whole number of ten-thousandths. */
function lineCents(unitPrice: string, quantity: string, discount: string): number {
  const tenThousandths =
    Math.round(Number(unitPrice) * 100) *
    Number(quantity) *
    (100 - Math.round(Number(discount) * 100));
  const cents = Math.floor(tenThousandths / 100);
  const rest = tenThousandths % 100;
  return rest > 50 || (rest === 50 && cents % 2 === 1) ? cents + 1 : cents;
}

/** `7/4/1996` */
function americanDay(date: string): Day {
  const [month = '', day = '', year = ''] = date.split('/');
  return dayOf(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}

type Row = Readonly<Record<string, string>>;

function rowsOf(file: string): Row[] {
  return parse(readFileSync(join(demonstrationFolder(), 'data', file)), { columns: true });
}

function text(row: Row | undefined, column: string): string {
  const value = row?.[column];
  if (value === undefined) throw new Error(`a row lacks ${column}`);
  return value;
}

/** Beside the sources, wherever this file was built to. */
export function demonstrationFolder(): string {
  return join(findPackageJSON(import.meta.url) ?? 'package.json', '../demo');
}
