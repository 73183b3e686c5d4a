/** Charts, drawn on the server as SVG. */
import { BarChart, CustomChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, CustomChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

const width = 980;
/** In single quotes: the drawing puts them into an attribute as they stand. */
export const fonts = "'Noto Naskh Arabic', 'Geeza Pro', 'Traditional Arabic', system-ui, sans-serif";
/** One chart, so many pixels high. */
export function drawn(option: EChartsCoreOption, height: number): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ animation: false, textStyle: { fontFamily: fonts }, ...option });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}
