<?xml version="1.0" encoding="UTF-8"?>
<qgis version="3.22.16" styleCategories="AllStyleCategories" hasScaleBasedVisibilityFlag="0" minScale="100000000" maxScale="0" labelsEnabled="1" simplifyDrawingHints="1" simplifyDrawingTol="1">
  <renderer-v2 type="graduatedSymbol" attr="&quot;count&quot;" graduatedMethod="GraduatedColor" symbollevels="1" forceraster="0" enableorderby="0">
    <ranges>
      <range symbol="0" lower="7" upper="7" label="7 incidents" render="true"/>
      <range symbol="1" lower="7" upper="10" label="8–10 incidents" render="true"/>
      <range symbol="2" lower="10" upper="20" label="11–20 incidents" render="true"/>
      <range symbol="3" lower="20" upper="41" label="21–41 incidents" render="true"/>
      <range symbol="4" lower="-1000" upper="-1000" label="outline: among the 5 highest" render="true"/>
    </ranges>
    <symbols>
      <symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="255,255,178,255"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_color" type="QString" value="140,140,140,255"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.2"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
        <layer class="SimpleFill" enabled="1" pass="1" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="0,0,0,0"/>
            <Option name="style" type="QString" value="no"/>
            <Option name="outline_color" type="QString" value="31,31,31,255"/>
            <Option name="outline_style" type="QString" value="no"/>
            <Option name="outline_width" type="QString" value="0.7"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
          <data_defined_properties>
            <Option type="Map">
              <Option name="name" type="QString" value=""/>
              <Option name="properties" type="Map">
                <Option name="outlineStyle" type="Map">
                  <Option name="active" type="bool" value="true"/>
                  <Option name="expression" type="QString" value="CASE WHEN coalesce(&quot;rank&quot; &lt;= 5 AND &quot;count&quot; &gt; 0, false) THEN &apos;solid&apos; ELSE &apos;no&apos; END"/>
                  <Option name="type" type="int" value="3"/>
                </Option>
              </Option>
              <Option name="type" type="QString" value="collection"/>
            </Option>
          </data_defined_properties>
        </layer>
      </symbol>
      <symbol type="fill" name="1" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="254,204,92,255"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_color" type="QString" value="140,140,140,255"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.2"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
        <layer class="SimpleFill" enabled="1" pass="1" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="0,0,0,0"/>
            <Option name="style" type="QString" value="no"/>
            <Option name="outline_color" type="QString" value="31,31,31,255"/>
            <Option name="outline_style" type="QString" value="no"/>
            <Option name="outline_width" type="QString" value="0.7"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
          <data_defined_properties>
            <Option type="Map">
              <Option name="name" type="QString" value=""/>
              <Option name="properties" type="Map">
                <Option name="outlineStyle" type="Map">
                  <Option name="active" type="bool" value="true"/>
                  <Option name="expression" type="QString" value="CASE WHEN coalesce(&quot;rank&quot; &lt;= 5 AND &quot;count&quot; &gt; 0, false) THEN &apos;solid&apos; ELSE &apos;no&apos; END"/>
                  <Option name="type" type="int" value="3"/>
                </Option>
              </Option>
              <Option name="type" type="QString" value="collection"/>
            </Option>
          </data_defined_properties>
        </layer>
      </symbol>
      <symbol type="fill" name="2" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="253,141,60,255"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_color" type="QString" value="140,140,140,255"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.2"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
        <layer class="SimpleFill" enabled="1" pass="1" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="0,0,0,0"/>
            <Option name="style" type="QString" value="no"/>
            <Option name="outline_color" type="QString" value="31,31,31,255"/>
            <Option name="outline_style" type="QString" value="no"/>
            <Option name="outline_width" type="QString" value="0.7"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
          <data_defined_properties>
            <Option type="Map">
              <Option name="name" type="QString" value=""/>
              <Option name="properties" type="Map">
                <Option name="outlineStyle" type="Map">
                  <Option name="active" type="bool" value="true"/>
                  <Option name="expression" type="QString" value="CASE WHEN coalesce(&quot;rank&quot; &lt;= 5 AND &quot;count&quot; &gt; 0, false) THEN &apos;solid&apos; ELSE &apos;no&apos; END"/>
                  <Option name="type" type="int" value="3"/>
                </Option>
              </Option>
              <Option name="type" type="QString" value="collection"/>
            </Option>
          </data_defined_properties>
        </layer>
      </symbol>
      <symbol type="fill" name="3" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="215,38,30,255"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_color" type="QString" value="140,140,140,255"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.2"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
        <layer class="SimpleFill" enabled="1" pass="1" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="0,0,0,0"/>
            <Option name="style" type="QString" value="no"/>
            <Option name="outline_color" type="QString" value="31,31,31,255"/>
            <Option name="outline_style" type="QString" value="no"/>
            <Option name="outline_width" type="QString" value="0.7"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
          <data_defined_properties>
            <Option type="Map">
              <Option name="name" type="QString" value=""/>
              <Option name="properties" type="Map">
                <Option name="outlineStyle" type="Map">
                  <Option name="active" type="bool" value="true"/>
                  <Option name="expression" type="QString" value="CASE WHEN coalesce(&quot;rank&quot; &lt;= 5 AND &quot;count&quot; &gt; 0, false) THEN &apos;solid&apos; ELSE &apos;no&apos; END"/>
                  <Option name="type" type="int" value="3"/>
                </Option>
              </Option>
              <Option name="type" type="QString" value="collection"/>
            </Option>
          </data_defined_properties>
        </layer>
      </symbol>
      <symbol type="fill" name="4" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="255,255,178,255"/>
            <Option name="style" type="QString" value="no"/>
            <Option name="outline_color" type="QString" value="31,31,31,255"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.7"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
    </symbols>
  </renderer-v2>
  <labeling type="simple">
    <settings calloutType="simple">
      <text-style fieldName="CASE WHEN @map_id = &apos;numbered&apos; THEN coalesce(to_string(&quot;rank&quot;), &apos;&apos;) WHEN @hotward_names = &apos;1&apos; THEN CASE WHEN coalesce(&quot;rank&quot; &lt;= 5 AND &quot;count&quot; &gt; 0, false) THEN to_string(&quot;rank&quot;) ELSE &apos;&apos; END ELSE CASE WHEN coalesce(&quot;rank&quot; &lt;= 5 AND &quot;count&quot; &gt; 0, false) THEN to_string(&quot;rank&quot;) || &apos;. &apos; || coalesce(&quot;area_name&quot;, &apos;&apos;) ELSE coalesce(&quot;area_name&quot;, &apos;&apos;) END END" isExpression="1" fontSize="7" fontSizeUnit="Point" fontWeight="50" textColor="31,31,31,255" textOpacity="1" multilineHeight="0.9">
        <text-buffer bufferDraw="1" bufferSize="1" bufferSizeUnits="MM" bufferColor="255,255,255,255" bufferOpacity="0.85" bufferJoinStyle="128"/>
      </text-style>
      <text-format wrapChar="" autoWrapLength="12" multilineAlign="1"/>
      <placement placement="4" priority="5" centroidWhole="1" centroidInside="1"/>
      <rendering obstacle="0" displayAll="0" scaleVisibility="0" scaleMin="1" scaleMax="0"/>
      <dd_properties>
        <Option type="Map">
          <Option name="name" type="QString" value=""/>
          <Option name="properties" type="Map">
            <Option name="Size" type="Map">
              <Option name="active" type="bool" value="true"/>
              <Option name="expression" type="QString" value="CASE WHEN coalesce(&quot;rank&quot; &lt;= 5 AND &quot;count&quot; &gt; 0, false) THEN 8 ELSE 7 END"/>
              <Option name="type" type="int" value="3"/>
            </Option>
            <Option name="Bold" type="Map">
              <Option name="active" type="bool" value="true"/>
              <Option name="expression" type="QString" value="coalesce(&quot;rank&quot; &lt;= 5 AND &quot;count&quot; &gt; 0, false)"/>
              <Option name="type" type="int" value="3"/>
            </Option>
            <Option name="Priority" type="Map">
              <Option name="active" type="bool" value="true"/>
              <Option name="expression" type="QString" value="CASE WHEN coalesce(&quot;rank&quot; &lt;= 5 AND &quot;count&quot; &gt; 0, false) THEN 10 ELSE 3 END"/>
              <Option name="type" type="int" value="3"/>
            </Option>
          </Option>
          <Option name="type" type="QString" value="collection"/>
        </Option>
      </dd_properties>
    </settings>
  </labeling>
  <blendMode>0</blendMode>
  <featureBlendMode>0</featureBlendMode>
  <layerOpacity>1</layerOpacity>
  <fieldConfiguration>
    <field name="share_pct">
      <editWidget type="Range">
        <config>
          <Option type="Map">
            <Option name="AllowNull" type="bool" value="true"/>
            <Option name="Precision" type="int" value="1"/>
          </Option>
        </config>
      </editWidget>
    </field>
    <field name="cum_pct">
      <editWidget type="Range">
        <config>
          <Option type="Map">
            <Option name="AllowNull" type="bool" value="true"/>
            <Option name="Precision" type="int" value="1"/>
          </Option>
        </config>
      </editWidget>
    </field>
    <field name="pop">
      <editWidget type="Range">
        <config>
          <Option type="Map">
            <Option name="AllowNull" type="bool" value="true"/>
            <Option name="Precision" type="int" value="0"/>
          </Option>
        </config>
      </editWidget>
    </field>
    <field name="rate_1k">
      <editWidget type="Range">
        <config>
          <Option type="Map">
            <Option name="AllowNull" type="bool" value="true"/>
            <Option name="Precision" type="int" value="2"/>
          </Option>
        </config>
      </editWidget>
    </field>
    <field name="rate_lo">
      <editWidget type="Range">
        <config>
          <Option type="Map">
            <Option name="AllowNull" type="bool" value="true"/>
            <Option name="Precision" type="int" value="2"/>
          </Option>
        </config>
      </editWidget>
    </field>
    <field name="rate_hi">
      <editWidget type="Range">
        <config>
          <Option type="Map">
            <Option name="AllowNull" type="bool" value="true"/>
            <Option name="Precision" type="int" value="2"/>
          </Option>
        </config>
      </editWidget>
    </field>
    <field name="chg_pct">
      <editWidget type="Range">
        <config>
          <Option type="Map">
            <Option name="AllowNull" type="bool" value="true"/>
            <Option name="Precision" type="int" value="1"/>
          </Option>
        </config>
      </editWidget>
    </field>
    <field name="chg_p">
      <editWidget type="Range">
        <config>
          <Option type="Map">
            <Option name="AllowNull" type="bool" value="true"/>
            <Option name="Precision" type="int" value="3"/>
          </Option>
        </config>
      </editWidget>
    </field>
    <field name="area_km2">
      <editWidget type="Range">
        <config>
          <Option type="Map">
            <Option name="AllowNull" type="bool" value="true"/>
            <Option name="Precision" type="int" value="2"/>
          </Option>
        </config>
      </editWidget>
    </field>
    <field name="dens_km2">
      <editWidget type="Range">
        <config>
          <Option type="Map">
            <Option name="AllowNull" type="bool" value="true"/>
            <Option name="Precision" type="int" value="2"/>
          </Option>
        </config>
      </editWidget>
    </field>
    <field name="p_top5">
      <editWidget type="Range">
        <config>
          <Option type="Map">
            <Option name="AllowNull" type="bool" value="true"/>
            <Option name="Precision" type="int" value="3"/>
          </Option>
        </config>
      </editWidget>
    </field>
    <field name="rate_lo998">
      <editWidget type="Range">
        <config>
          <Option type="Map">
            <Option name="AllowNull" type="bool" value="true"/>
            <Option name="Precision" type="int" value="2"/>
          </Option>
        </config>
      </editWidget>
    </field>
    <field name="rate_hi998">
      <editWidget type="Range">
        <config>
          <Option type="Map">
            <Option name="AllowNull" type="bool" value="true"/>
            <Option name="Precision" type="int" value="2"/>
          </Option>
        </config>
      </editWidget>
    </field>
    <field name="chg_p_od">
      <editWidget type="Range">
        <config>
          <Option type="Map">
            <Option name="AllowNull" type="bool" value="true"/>
            <Option name="Precision" type="int" value="3"/>
          </Option>
        </config>
      </editWidget>
    </field>
  </fieldConfiguration>
  <aliases>
    <alias index="1" field="area_code" name="Area code"/>
    <alias index="2" field="area_name" name="Area"/>
    <alias index="3" field="rank" name="Rank, 1 the highest; ties share it"/>
    <alias index="4" field="count" name="ASB incidents"/>
    <alias index="5" field="share_pct" name="Share of all incidents (%)"/>
    <alias index="6" field="cum_pct" name="Share of this and all areas listed before (%)"/>
    <alias index="7" field="pop" name="People at risk"/>
    <alias index="8" field="rate_1k" name="Incidents per 1,000 people"/>
    <alias index="9" field="rate_lo" name="Lower 95% limit of the rate (per 1,000)"/>
    <alias index="10" field="rate_hi" name="Upper 95% limit of the rate (per 1,000)"/>
    <alias index="11" field="prev" name="Incidents in the period before"/>
    <alias index="12" field="chg_pct" name="Change of the count since the period before (%)"/>
    <alias index="13" field="chg_p" name="Chance of a change as large where the daily rate stayed the same"/>
    <alias index="14" field="area_km2" name="Area of the polygon (km²)"/>
    <alias index="15" field="dens_km2" name="ASB incidents per km²"/>
    <alias index="16" field="rank_lo" name="Best rank in the 95% interval"/>
    <alias index="17" field="rank_hi" name="Worst rank in the 95% interval"/>
    <alias index="18" field="p_top5" name="Chance of being one of the highest 5"/>
    <alias index="19" field="rate_lo998" name="Lower 99.8% limit of the rate (per 1,000)"/>
    <alias index="20" field="rate_hi998" name="Upper 99.8% limit of the rate (per 1,000)"/>
    <alias index="21" field="rate_rank" name="Rank by rate"/>
    <alias index="22" field="chg_p_od" name="Chance of the change where counts vary as much as these do"/>
  </aliases>
  <attributetableconfig sortExpression="&quot;rank&quot;" sortOrder="0"/>
  <previewExpression>&quot;area_name&quot;</previewExpression>
  <mapTip>&lt;div style=&quot;white-space:nowrap&quot;&gt;&lt;b&gt;[% replace(replace(replace(&quot;area_name&quot;, &apos;&amp;&apos;, &apos;&amp;amp;&apos;), &apos;&lt;&apos;, &apos;&amp;lt;&apos;), &apos;&gt;&apos;, &apos;&amp;gt;&apos;) %]&lt;/b&gt;: rank [% coalesce(format_number(&quot;rank&quot;, 0), &apos;–&apos;) %] · [% coalesce(format_number(&quot;count&quot;, 0), &apos;–&apos;) %] ASB incidents · share of all incidents [% coalesce(format_number(&quot;share_pct&quot;, 1), &apos;–&apos;) %]% · incidents per 1,000 people [% coalesce(format_number(&quot;rate_1k&quot;, 2), &apos;–&apos;) %] · lower 95% limit of the rate [% coalesce(format_number(&quot;rate_lo&quot;, 2), &apos;–&apos;) %]&lt;/div&gt;</mapTip>
</qgis>
